package com.skyfit.lake.models.metrics;

import java.util.Locale;

/** What the number of a metric counts; it decides how the number is shown. */
public enum Unit {
    /** Things, such as deals. */
    COUNT,
    /** An amount of its currency. */
    MONEY,
    /** A part of a whole, 0 to 1. */
    SHARE,
    DAYS,
    MINUTES,
    /** Anything else. */
    NUMBER;

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
