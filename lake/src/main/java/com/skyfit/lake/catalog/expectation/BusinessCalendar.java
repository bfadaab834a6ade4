package com.skyfit.lake.catalog.expectation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When people work, so that data changes. An account where nobody works over a weekend is no older on Monday than it was on Friday night.
 *
 * @param zone in which days begin and end
 * @param workingDays days of the week
 * @param holidays working days on which nobody works
 */
public record BusinessCalendar(ZoneId zone, Set<DayOfWeek> workingDays, List<Holiday> holidays) {

    /** Of a source that names no calendar. */
    public static final BusinessCalendar EVERY_DAY =
            new BusinessCalendar(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), List.of());

    public BusinessCalendar {
        workingDays = Set.copyOf(workingDays);
        holidays = List.copyOf(holidays);
    }

    /** The working time between two moments; zero if the second is not later. */
    public Duration worked(Instant from, Instant to) {
        Duration worked = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            LocalDate day = at.atZone(zone).toLocalDate();
            Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            if (isWorkingDay(day)) {
                worked = worked.plus(Duration.between(at, end));
            }
            at = end;
        }
        return worked;
    }

    /** Whether people work on that day. */
    public boolean isWorkingDay(LocalDate day) {
        return workingDays.contains(day.getDayOfWeek()) && holidays.stream().noneMatch(holiday -> holiday.isOn(day));
    }
}
