package com.skyfit.lake.warehouse;

/** A query of somebody who may only read was not answered; the message says why, in words for who wrote it. */
public final class QueryException extends Exception {

    private final boolean malformed;

    QueryException(String message, boolean malformed, Throwable cause) {
        super(message, cause);
        this.malformed = malformed;
    }

    /** Whether the query itself has to be changed: it is none that may be run, or has a mistake in it. */
    public boolean isMalformed() {
        return malformed;
    }
}
