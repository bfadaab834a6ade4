package com.skyfit.lake.schedule;

/** A schedule that cannot be understood, or that a platform cannot keep; the message says what to write instead. */
public final class InvalidScheduleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that message. */
    public InvalidScheduleException(String message) {
        super(message);
    }
}
