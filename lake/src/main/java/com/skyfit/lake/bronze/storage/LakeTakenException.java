package com.skyfit.lake.bronze.storage;

import java.io.IOException;

/** Runs of another database write to the lake. */
public final class LakeTakenException extends IOException {

    /**
     * Takes the facts.
     *
     * @param location the lake
     * @param holder who writes to it, as far as is known
     */
    public LakeTakenException(String location, String holder) {
        super("The lake " + location + " is being written to by a run of another database (" + holder
                + "); wait until it ends, or give each database its own lake (SKYFIT_LAKE, or another --home)");
    }
}
