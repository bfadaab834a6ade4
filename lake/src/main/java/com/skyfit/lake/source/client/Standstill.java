package com.skyfit.lake.source.client;

import java.util.Arrays;

/**
 * Notices when the pages of a walk no longer bring records: empty ones, and those whose records came with the page before, as where a source
 * ignores what the catalog takes for the number of a page. For one walk.
 */
final class Standstill {

    /** A source may filter what it has put into a page, so single pages may be empty; this many in a row mean that the list does not end. */
    static final int MOST_PAGES = 20;

    /** Pages may begin with what the last one ended with; if no more than one in this many records is new, they do not follow one another. */
    private static final int ONE_IN = 4;

    private int[] before = {};
    private int pages;

    /** Takes the next page into account. */
    void see(PageBuffer page) {
        int[] sorted = page.checksums();
        Arrays.sort(sorted);
        long known = Arrays.stream(sorted)
                .filter(line -> Arrays.binarySearch(before, line) >= 0)
                .count();
        boolean brings = sorted.length > 0 && (sorted.length - known) * ONE_IN > sorted.length;
        pages = brings ? 0 : pages + 1;
        before = sorted;
    }

    /** Whether too many pages in a row have brought nothing. */
    boolean isReached() {
        return pages >= MOST_PAGES;
    }

    /** The walk begins again. */
    void forget() {
        before = new int[0];
        pages = 0;
    }
}
