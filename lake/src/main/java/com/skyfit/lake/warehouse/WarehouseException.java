package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.FailureText;

/** The database cannot be used as asked; the message says what was tried, where, and what to look at. */
public final class WarehouseException extends RuntimeException {

    /**
     * A failure of the driver or the server.
     *
     * @param message for the operator
     * @param cause what the driver or the server said
     */
    public WarehouseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What this program itself refuses. */
    WarehouseException(String message) {
        super(message);
    }

    /** No session could be opened there. */
    static WarehouseException unreachable(DatabaseAddress address, Throwable cause) {
        return new WarehouseException("Cannot connect to " + address + ": " + FailureText.ofRoot(cause), cause);
    }
}
