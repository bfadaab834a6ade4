package com.skyfit.lake.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as sources write them. */
public final class SourceTime {

    /** The form of Pipedrive's API v1, in UTC. */
    private static final DateTimeFormatter SPACED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private SourceTime() {}

    /** The time in a value: RFC 3339, {@code 2026-11-23 10:00:00} in UTC, or whole seconds since 1970; null if it is none. */
    public static @Nullable Instant parse(String text) {
        try {
            if (text.length() <= 12) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.charAt(10) == ' '
                    ? LocalDateTime.parse(text, SPACED).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    /** The later of two; null is the earliest. */
    public static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** The earlier of two; null is the latest. */
    public static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
