package com.skyfit.lake.powerbi.star;

/**
 * A column of a table or view.
 *
 * @param name in the database
 * @param type as {@code format_type} shows it, without length and precision
 * @param description its meaning; empty text where nobody has said
 */
public record StarColumn(String name, String type, String description) {}
