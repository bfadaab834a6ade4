package com.skyfit.lake.run.result;

import java.util.Locale;

/** How a unit ended. */
public enum Status {
    /** All of its work is done. */
    SUCCEEDED,
    /** It could not be done; what was done before is kept. */
    FAILED,
    /** A rate limit or daily budget is exhausted; the next run resumes from there. */
    PARKED,
    /** The source does not offer this entity on the account's plan. */
    UNAVAILABLE;

    /** The status as tables and results name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
