package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.FailureText;

/** The database cannot be used as requested; the message says what was tried, where, and what to check. */
public final class WarehouseException extends RuntimeException {

    /**
     * A failure of the driver or the server.
     *
     * @param message for the operator
     * @param cause the error of the driver or the server
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
