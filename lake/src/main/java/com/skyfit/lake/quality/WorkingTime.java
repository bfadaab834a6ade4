package com.skyfit.lake.quality;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Time on working days of the business: Monday to Friday in São Paulo, without Brazil's national holidays and Carnival. An account where nobody
 * works over a weekend is no older on Monday than it was on Friday night.
 */
final class WorkingTime {

    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** Laws 662/1949, 6.802/1980, 10.607/2002 and 14.759/2023. */
    private static final Set<MonthDay> FIXED = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(4, 21),
            MonthDay.of(5, 1),
            MonthDay.of(9, 7),
            MonthDay.of(10, 12),
            MonthDay.of(11, 2),
            MonthDay.of(11, 15),
            MonthDay.of(11, 20),
            MonthDay.of(12, 25));

    /** Days from Easter Sunday: Carnival's Monday, Tuesday and Wednesday, Good Friday, Corpus Christi. */
    private static final Set<Long> FROM_EASTER = Set.of(-48L, -47L, -46L, -2L, 60L);

    private WorkingTime() {}

    /** How much working time lies between two moments; zero where the second is not later. */
    static Duration between(Instant from, Instant to) {
        Duration worked = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            LocalDate day = at.atZone(ZONE).toLocalDate();
            Instant midnight = day.plusDays(1).atStartOfDay(ZONE).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            if (isWorkingDay(day)) {
                worked = worked.plus(Duration.between(at, end));
            }
            at = end;
        }
        return worked;
    }

    static boolean isWorkingDay(LocalDate day) {
        return !WEEKEND.contains(day.getDayOfWeek())
                && !FIXED.contains(MonthDay.from(day))
                && !FROM_EASTER.contains(ChronoUnit.DAYS.between(easter(day.getYear()), day));
    }

    /** Easter Sunday of the Gregorian calendar, by the method of Gauss as corrected in 1816. */
    static LocalDate easter(int year) {
        int century = year / 100;
        int moon = (15 - (13 + 8 * century) / 25 + century - century / 4) % 30;
        int sun = (4 + century - century / 4) % 7;
        int golden = year % 19;
        int full = (19 * golden + moon) % 30;
        int week = (2 * (year % 4) + 4 * (year % 7) + 6 * full + sun) % 7;
        int late = (full == 29 && week == 6) || (full == 28 && week == 6 && (11 * moon + 11) % 30 < 19) ? 7 : 0;
        return LocalDate.of(year, 3, 22).plusDays(full + week - late);
    }
}
