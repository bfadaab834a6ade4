package com.skyfit.lake.bronze;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one run: its UTC start as {@code 20260107T060000Z}; a suffix {@code -2}, {@code -3} keeps two runs of one second apart. Text order is
 * time order.
 *
 * @param text the name as it appears in paths, tables and logs
 */
public record RunId(String text) implements Comparable<RunId> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern OURS = Pattern.compile("\\d{8}T\\d{6}Z(-\\d+)?");

    private static final Pattern DATE_AND_TIME = Pattern.compile(
            "(\\d{4})-?(\\d\\d)-?(\\d\\d)[T_ -]?(\\d\\d)[:_-]?(\\d\\d)[:_-]?(\\d\\d)(?:[.,]\\d{1,9})?Z?");

    public RunId {
        try {
            startOf(text);
        } catch (DateTimeParseException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "Invalid run id '" + text + "': expected a UTC time as in 20260107T060000Z", e);
        }
    }

    /**
     * The run that a name tells which another program gave: its own name where that has our form, else what its date and time say, which are
     * taken for UTC, fractions of a second left out; nothing where it holds no date and time, or more than these.
     */
    public static Optional<RunId> told(String name) {
        if (OURS.matcher(name).matches() && isTime(name)) {
            return Optional.of(new RunId(name));
        }
        Matcher time = DATE_AND_TIME.matcher(name);
        if (!time.matches()) {
            return Optional.empty();
        }
        String text = time.replaceFirst("$1$2$3T$4$5$6Z");
        return isTime(text) ? Optional.of(new RunId(text)) : Optional.empty();
    }

    private static boolean isTime(String text) {
        try {
            startOf(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
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
