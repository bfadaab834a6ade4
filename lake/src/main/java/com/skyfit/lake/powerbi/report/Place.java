package com.skyfit.lake.powerbi.report;

/**
 * Where a visual is on its page, in pixels from the left upper corner.
 *
 * @param x to its left
 * @param y above it
 * @param width of it
 * @param height of it
 */
public record Place(int x, int y, int width, int height) {

    /** The width of a page. */
    public static final int PAGE_WIDTH = 1280;

    /** The height of a page. */
    public static final int PAGE_HEIGHT = 720;

    public Place {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > PAGE_WIDTH || y + height > PAGE_HEIGHT) {
            throw new IllegalArgumentException(
                    "Invalid place: " + width + " x " + height + " at " + x + ", " + y + " is outside of the page");
        }
    }
}
