package com.skyfit.lake.models.display;

import java.util.Locale;

/** How a number is shown. Days, times and texts have a form of their own. */
public enum Form {
    /** Something that is counted: grouped, no decimals. */
    WHOLE,
    /** Something that is measured: grouped, two decimals. */
    DECIMAL,
    /** An identifier: digits and nothing else. */
    PLAIN,
    /** A percentage that is stored as one: 25 for a quarter. */
    PERCENT;

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
