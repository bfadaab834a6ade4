package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.schedule.Days;
import com.skyfit.lake.schedule.InvalidScheduleException;
import com.skyfit.lake.schedule.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** When runs start, as commands take it. */
final class ScheduleOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--at",
            paramLabel = "TIMES",
            defaultValue = "06:00",
            description =
                    "Times of day such as 06:00 or 06:00,18:30, or an interval such as 4h. Default: ${DEFAULT-VALUE}.")
    private String at = "";

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "daily",
            description =
                    "Days of the week such as mon-fri, daily, or working: the working days of the catalog's calendar. Default: ${DEFAULT-VALUE}.")
    private String days = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "Time zone of these times, such as America/Sao_Paulo. Default: that of the catalog's calendar.")
    private @Nullable String zone;

    /** The schedule that these words mean; a mistake in them is one of the command line. */
    Schedule schedule(Catalog catalog) {
        BusinessCalendar calendar = catalog.sources().stream()
                .findFirst()
                .map(source -> source.expectations().calendar())
                .orElse(BusinessCalendar.EVERY_DAY);
        try {
            return new Schedule(
                    Schedule.times(at),
                    Days.parse(days, calendar),
                    zone == null ? calendar.zone() : Schedule.zone(zone));
        } catch (InvalidScheduleException e) {
            throw refused(e);
        }
    }

    ParameterException refused(InvalidScheduleException mistake) {
        return new ParameterException(Console.specified(spec).commandLine(), mistake.getMessage());
    }
}
