package com.skyfit.lake.models;

import java.util.Locale;

/** What a model becomes in the database. */
public enum Materialization {
    /** A query that is run by whoever reads. */
    VIEW,
    /** Rows, all of them computed in each build. */
    TABLE,
    /** Rows, to which each build after the first adds what is new. */
    INCREMENTAL,
    /** Rows that the database itself keeps, refreshed in each build. */
    MATERIALIZED_VIEW;

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
