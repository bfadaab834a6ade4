package com.skyfit.lake.models;

import java.util.Locale;

/** How the rows that an incremental model selects join those it has. */
public enum Strategy {
    /** All are added. */
    APPEND,
    /** Rows of the same key are removed, then all are added. */
    DELETE_INSERT,
    /** Rows of the same key are changed, the others are added. */
    MERGE;

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '+');
    }
}
