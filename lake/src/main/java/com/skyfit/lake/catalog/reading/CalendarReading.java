package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.expectation.Holiday;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the description of a calendar. */
final class CalendarReading {

    private CalendarReading() {}

    /** Mistakes that its schema cannot describe. */
    static void check(YamlNode calendar, List<CatalogProblem> problems) {
        YamlNode zone = calendar.at("time_zone");
        try {
            if (!zone.text().isEmpty()) {
                ZoneId.of(zone.text());
            }
        } catch (DateTimeException e) {
            problems.add(zone.problem("Unknown time zone '" + zone.text()
                    + "': expected an IANA name such as America/Sao_Paulo, or UTC"));
        }
        for (YamlNode holiday : calendar.at("holidays").members()) {
            if (!holiday.text().isEmpty() && Holiday.parse(holiday.text()).isEmpty()) {
                problems.add(holiday.problem("Invalid day '" + holiday.text()
                        + "': expected an existing day, such as 12-25, easter-47 or 2026-12-24"));
            }
        }
    }

    /** The calendar of a document in which no mistake was found. */
    static BusinessCalendar calendar(YamlNode calendar) {
        return new BusinessCalendar(
                ZoneId.of(calendar.at("time_zone").text()),
                calendar.at("working_days").texts().stream()
                        .map(day -> DayOfWeek.valueOf(day.text().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                calendar.at("holidays").members().stream()
                        .flatMap(holiday -> Holiday.parse(holiday.text()).stream())
                        .toList());
    }
}
