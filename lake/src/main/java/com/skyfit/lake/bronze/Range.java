package com.skyfit.lake.bronze;

import java.time.Instant;

/**
 * A range of source time that is read again.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
public record Range(Instant from, Instant to) {

    public Range {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "Invalid range from " + from + " to " + to + ": it must begin before it ends");
        }
    }

    /** As progress is kept under: {@code from/to}. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
