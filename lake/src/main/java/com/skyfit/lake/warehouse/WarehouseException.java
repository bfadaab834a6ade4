package com.skyfit.lake.warehouse;

/** The database cannot be used as asked; the message says what was tried, where, and what to look at. */
public final class WarehouseException extends RuntimeException {

    /**
     * Takes the facts.
     *
     * @param message for the operator
     * @param cause what the driver or the server said
     */
    public WarehouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
