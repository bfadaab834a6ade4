package com.skyfit.lake.bronze;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one run: its UTC start as {@code 20260107T060000Z}; a suffix {@code -002}, {@code -003} keeps runs of one second apart. Text order, as
 * paths and SQL have it, is the order of the runs. Earlier versions wrote {@code -2}, {@code -3}: such names are read as they are, and in order
 * among themselves. Only of ten runs or more in one second, so named, does text order differ from {@link #ORDER}: {@code -10} before {@code -2}.
 *
 * @param text the name as it appears in paths, tables and logs
 */
public record RunId(String text) implements Comparable<RunId> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern OURS = Pattern.compile("(?<second>\\d{8}T\\d{6}Z)(?:-(?<number>\\d{1,9}))?");

    /** More runs than these do not begin in a second, and a fourth digit would come before the third in text order. */
    private static final int MOST_IN_A_SECOND = 999;

    /** The order of runs by their names: by second, then by number. A name of another form is in its place as a text. */
    public static final Comparator<String> ORDER =
            Comparator.comparing(RunId::second).thenComparing(RunId::number).thenComparing(Comparator.naturalOrder());

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
     * The run behind a name that another program gave: the name itself if it has our form, else its date and time, which are
     * taken as UTC, without fractions of a second; empty if it contains no date and time, or more than these.
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

    /** The name to use if this one is taken: later in either order. */
    public RunId next() {
        int next = number(text) + 1;
        String suffix = text.substring(second(text).length());
        boolean sorts = suffix.isEmpty()
                || suffix.length() == String.valueOf(MOST_IN_A_SECOND).length() + 1;
        return sorts && next <= MOST_IN_A_SECOND
                ? new RunId(String.format(Locale.ROOT, "%s-%03d", second(text), next))
                : at(start().plusSeconds(1));
    }

    private static String second(String name) {
        Matcher ours = OURS.matcher(name);
        return ours.matches() ? ours.group("second") : name;
    }

    /** Of its second: 1 for one without a suffix. */
    private static int number(String name) {
        Matcher ours = OURS.matcher(name);
        return ours.matches() && ours.group("number") != null ? Integer.parseInt(ours.group("number")) : 1;
    }

    /** When the run started, to the second. */
    public Instant start() {
        return startOf(text);
    }

    /** The UTC day on which the run started: the ingestion date of its parts. */
    public LocalDate date() {
        return start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public int compareTo(RunId other) {
        return ORDER.compare(text, other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Instant startOf(String text) {
        return Instant.from(FORMAT.parse(text.substring(0, 16)));
    }
}
