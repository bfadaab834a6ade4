package com.skyfit.lake.configuration;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When people do not want to hear of warnings.
 *
 * @param from its first minute, in local time
 * @param to the minute at which it is over; earlier than {@code from} if midnight lies between
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** Reads {@code 22:00-06:00}; empty if it is something else. */
    static Optional<QuietHours> parse(String text, ZoneId zone) {
        String[] ends = text.split("-", -1);
        try {
            LocalTime from = LocalTime.parse(ends[0].strip());
            LocalTime to = LocalTime.parse(ends[ends.length - 1].strip());
            return ends.length == 2 && !from.equals(to)
                    ? Optional.of(new QuietHours(from, to, zone))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When the quiet hours of that moment are over; the moment itself if it is in none. */
    public Instant over(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean late = !time.isBefore(from);
        boolean early = time.isBefore(to);
        if (overMidnight ? !late && !early : !late || !early) {
            return moment;
        }
        return local.toLocalDate()
                .plusDays(overMidnight && late ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .toInstant();
    }
}
