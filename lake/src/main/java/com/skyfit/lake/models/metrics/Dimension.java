package com.skyfit.lake.models.metrics;

/** A column by which numbers are grouped or filtered. */
public sealed interface Dimension {

    /** Unique in its semantic model. */
    String name();

    /** The column of the model. */
    String column();

    /** Its meaning; empty text where nobody has said. */
    String description();

    /** A column of any values. */
    record Category(String name, String column, String description) implements Dimension {}

    /**
     * A column of days.
     *
     * @param key the column that has the same day as a key of the calendar, {@code YYYYMMDD}, 0 where there is none; empty text where no column has
     */
    record Day(String name, String column, String key, String description) implements Dimension {}
}
