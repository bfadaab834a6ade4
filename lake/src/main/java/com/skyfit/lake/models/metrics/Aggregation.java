package com.skyfit.lake.models.metrics;

import java.util.Locale;

/** How a measure makes one number of many rows. Nulls are left out; of no rows {@link #COUNT} and {@link #COUNT_DISTINCT} make 0, the others null. */
public enum Aggregation {
    /** How many rows have a value, or how many rows there are where the measure has no column. */
    COUNT,
    COUNT_DISTINCT,
    SUM,
    AVERAGE,
    MIN,
    MAX,
    /** The middle value; between two, half-way. */
    MEDIAN;

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
