package com.skyfit.lake.bronze;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Names one run: its UTC start as {@code 20260107T060000Z}; a suffix {@code -2}, {@code -3} keeps two runs of one second apart. Text order is
 * time order.
 *
 * @param text the name as it appears in paths, tables and logs
 */
public record RunId(String text) implements Comparable<RunId> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    public RunId {
        try {
            startOf(text);
        } catch (DateTimeParseException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "Invalid run id '" + text + "': expected a UTC time as in 20260107T060000Z", e);
        }
    }

    /** The name of a run that starts at that moment. */
    public static RunId at(Instant start) {
        return new RunId(FORMAT.format(start));
    }

    /** The name to use where this one is taken. */
    public RunId next() {
        int dash = text.indexOf('-');
        return dash < 0
                ? new RunId(text + "-2")
                : new RunId(text.substring(0, dash + 1) + (Integer.parseInt(text.substring(dash + 1)) + 1));
    }

    /** When the run started, in whole seconds. */
    public Instant start() {
        return startOf(text);
    }

    /** The UTC day on which the run started: the ingestion date of its parts. */
    public LocalDate date() {
        return start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Instant startOf(String text) {
        return Instant.from(FORMAT.parse(text.substring(0, 16)));
    }
}
