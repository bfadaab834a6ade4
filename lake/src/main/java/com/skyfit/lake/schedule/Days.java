package com.skyfit.lake.schedule;

import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** On which days something is due. */
public sealed interface Days {

    /** Each day of the week. */
    Days ALL = new OfWeek(EnumSet.allOf(DayOfWeek.class));

    /** Whether it is due on that day. */
    boolean include(LocalDate day);

    /**
     * Days of the week.
     *
     * @param days at least one
     */
    record OfWeek(Set<DayOfWeek> days) implements Days {

        public OfWeek {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("No day of the week is given");
            }
            days = Set.copyOf(days);
        }

        @Override
        public boolean include(LocalDate day) {
            return days.contains(day.getDayOfWeek());
        }

        /** The days in the order of the week. */
        public List<DayOfWeek> inOrder() {
            return List.copyOf(EnumSet.copyOf(days));
        }

        /** Whether no day is left out. */
        public boolean isEveryDay() {
            return days.size() == DayOfWeek.values().length;
        }

        @Override
        public String toString() {
            return isEveryDay()
                    ? "daily"
                    : inOrder().stream().map(OfWeek::shortName).collect(Collectors.joining(","));
        }

        private static String shortName(DayOfWeek day) {
            return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The days on which people work.
     *
     * @param calendar which days these are; its zone is not used
     */
    record Working(BusinessCalendar calendar) implements Days {
        @Override
        public boolean include(LocalDate day) {
            return calendar.isWorkingDay(day);
        }

        @Override
        public String toString() {
            return "working";
        }
    }

    /**
     * Reads days as people write them: {@code daily}, {@code mon-fri}, {@code mon,wed,fri}, {@code working}.
     *
     * @param calendar for {@code working}
     * @throws InvalidScheduleException if it is none of these
     */
    static Days parse(String text, BusinessCalendar calendar) {
        String written = text.strip().toLowerCase(Locale.ROOT);
        if (written.equals("daily")) {
            return ALL;
        }
        if (written.equals("working")) {
            return new Working(calendar);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : written.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            DayOfWeek first = day(ends[0], text);
            DayOfWeek last = ends.length == 2 ? day(ends[1], text) : first;
            if (ends.length > 2) {
                throw refused(text);
            }
            for (DayOfWeek day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return new OfWeek(days);
    }

    private static DayOfWeek day(String name, String text) {
        String wanted = name.strip();
        List<DayOfWeek> found = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (wanted.length() >= 3 && day.name().toLowerCase(Locale.ROOT).startsWith(wanted)) {
                found.add(day);
            }
        }
        if (found.size() != 1) {
            throw refused(text);
        }
        return found.get(0);
    }

    private static InvalidScheduleException refused(String text) {
        return new InvalidScheduleException(
                "'" + text + "' names no days: expected daily, working, or days such as mon-fri or mon,wed,sat");
    }
}
