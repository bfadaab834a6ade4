package com.skyfit.lake.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When runs are due. A time that a change of the clocks skips is due as much later as the clocks were put forward, a time that comes twice is due
 * the first time.
 *
 * @param times of a day, to the minute; at least one
 * @param days on which
 * @param zone of days and times
 */
public record Schedule(SortedSet<LocalTime> times, Days days, ZoneId zone) {

    /** No days that people write down are further apart. */
    private static final int FAR = 400;

    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,4})(m|h)");

    public Schedule {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("No time of day is given");
        }
        times = Collections.unmodifiableSortedSet(new TreeSet<>(times));
    }

    /** The first moment after that one at which a run is due; empty if there is none within a year. */
    public Optional<Instant> next(Instant after) {
        LocalDate today = after.atZone(zone).toLocalDate();
        for (int i = 0; i < FAR; i++) {
            for (LocalTime time : times) {
                Instant due = at(today.plusDays(i), time);
                if (due.isAfter(after) && days.include(today.plusDays(i))) {
                    return Optional.of(due);
                }
            }
        }
        return Optional.empty();
    }

    /** The last moment, not later than that one, at which a run was due; empty if there was none within a year. */
    public Optional<Instant> last(Instant until) {
        LocalDate today = until.atZone(zone).toLocalDate();
        for (int i = 0; i < FAR; i++) {
            Instant last = null;
            for (LocalTime time : times) {
                Instant due = at(today.minusDays(i), time);
                if (!due.isAfter(until) && days.include(today.minusDays(i))) {
                    last = due;
                }
            }
            if (last != null) {
                return Optional.of(last);
            }
        }
        return Optional.empty();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    /**
     * Reads times as people write them: {@code 06:00}, {@code 06:00,18:30}, or an interval that divides a day, such as {@code 4h} or {@code 30m},
     * counted from midnight.
     *
     * @throws InvalidScheduleException if it is none of these
     */
    public static SortedSet<LocalTime> times(String text) {
        Matcher interval = INTERVAL.matcher(text.strip());
        if (interval.matches()) {
            return every(
                    Integer.parseInt(interval.group(1)) * (interval.group(2).equals("h") ? 60 : 1), text);
        }
        SortedSet<LocalTime> times = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            try {
                times.add(LocalTime.parse(part.strip()).truncatedTo(ChronoUnit.MINUTES));
            } catch (DateTimeException e) {
                throw refused(text);
            }
        }
        return times;
    }

    private static SortedSet<LocalTime> every(int minutes, String text) {
        int day = 24 * 60;
        if (minutes == 0 || day % minutes != 0) {
            throw refused(text);
        }
        SortedSet<LocalTime> times = new TreeSet<>();
        for (int minute = 0; minute < day; minute += minutes) {
            times.add(LocalTime.MIDNIGHT.plusMinutes(minute));
        }
        return times;
    }

    private static InvalidScheduleException refused(String text) {
        return new InvalidScheduleException(
                "'" + text
                        + "' is no time of day: expected times such as 06:00 or 06:00,18:30, or an interval that divides a day, such as 4h or 30m");
    }

    /**
     * The zone of that name.
     *
     * @throws InvalidScheduleException if there is none
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new InvalidScheduleException(
                    "'" + name + "' is no time zone: expected a name such as America/Sao_Paulo or UTC");
        }
    }

    @Override
    public String toString() {
        return days + " at " + times.stream().map(LocalTime::toString).collect(Collectors.joining(", ")) + " (" + zone
                + ")";
    }
}
