package com.skyfit.lake.models.metrics.reading;

/** A filter or an expression that cannot be understood; the message says why, and what would be. */
final class UnreadableTextException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableTextException(String message) {
        super(message);
    }
}
