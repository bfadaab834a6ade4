package com.skyfit.lake.notification.channel;

import java.util.Locale;

/** How much a message matters, the least first. */
public enum Severity {
    /** Nothing is wrong. */
    NOTICE,
    /** Worth a look; the data can be used. */
    WARNING,
    /** The data is missing, late or not to be trusted. */
    ERROR;

    /** The severity as settings, tables and messages name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
