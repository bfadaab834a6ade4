package com.skyfit.lake.backup;

import java.io.IOException;

/** A backup that is missing, damaged or of no use here; the message says which and what to do. */
public final class BackupException extends IOException {

    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
