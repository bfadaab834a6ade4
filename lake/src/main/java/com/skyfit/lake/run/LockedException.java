package com.skyfit.lake.run;

/**
 * Another run may write to lake and database: it was already active, so nothing was done; or it has taken over, so what this
 * one had not committed by then is not done.
 */
public final class LockedException extends Exception {

    /** Another was active; takes which one, as far as is known. */
    LockedException(String message) {
        super(message);
    }

    /** Another has taken over; takes which it is, and how this run noticed. */
    LockedException(String message, Exception noticed) {
        super(message, noticed);
    }
}
