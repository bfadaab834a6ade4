package com.skyfit.lake.run;

/** Another run is writing to the same lake and database; nothing was done. */
public final class LockedException extends Exception {

    /** Takes which run it is, as far as is known. */
    LockedException(String message) {
        super(message);
    }
}
