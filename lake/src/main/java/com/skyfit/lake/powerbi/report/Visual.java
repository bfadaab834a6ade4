package com.skyfit.lake.powerbi.report;

/**
 * A visual on a page.
 *
 * @param id unique on the page: letters, digits, {@code _} and {@code -}
 * @param place where it is
 * @param title above it; empty text for none
 * @param content what it is
 */
public record Visual(String id, Place place, String title, Content content) {}
