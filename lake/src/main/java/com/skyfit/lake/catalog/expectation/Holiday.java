package com.skyfit.lake.catalog.expectation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When nobody works although it is a working day of the week. */
public sealed interface Holiday {

    /** Whether that day is one. */
    boolean isOn(LocalDate day);

    /** Reads one as the catalog writes it, such as {@code 12-25}, {@code easter-47} or {@code 2026-12-24}; empty if it is none. */
    static Optional<Holiday> parse(String written) {
        String easter = "easter";
        try {
            if (written.startsWith(easter)) {
                String days = written.substring(easter.length());
                return Optional.of(new FromEaster(days.isEmpty() ? 0 : Integer.parseInt(days)));
            }
            return Optional.of(
                    written.length() == "12-25".length()
                            ? new EveryYear(MonthDay.parse("--" + written))
                            : new Once(LocalDate.parse(written)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The same day of every year. */
    record EveryYear(MonthDay day) implements Holiday {
        @Override
        public boolean isOn(LocalDate date) {
            return day.equals(MonthDay.from(date));
        }
    }

    /** This many days after Easter Sunday; before it if negative. */
    record FromEaster(int days) implements Holiday {
        @Override
        public boolean isOn(LocalDate day) {
            return ChronoUnit.DAYS.between(sunday(day.getYear()), day) == days;
        }

        /** Easter Sunday of the Gregorian calendar, by the method of Gauss as corrected in 1816. */
        private static LocalDate sunday(int year) {
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

    /** One day of one year. */
    record Once(LocalDate day) implements Holiday {
        @Override
        public boolean isOn(LocalDate date) {
            return day.equals(date);
        }
    }
}
