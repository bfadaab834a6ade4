package com.skyfit.lake.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.expectation.Holiday;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    private static Schedule schedule(String times, String days, String zone) {
        return new Schedule(Schedule.times(times), Days.parse(days, BusinessCalendar.EVERY_DAY), Schedule.zone(zone));
    }

    private static Instant next(Schedule schedule, String after) {
        return schedule.next(Instant.parse(after)).orElseThrow();
    }

    @Test
    void theNextMomentIsLaterThanTheOneItIsAskedFor() {
        Schedule daily = schedule("06:00", "daily", "America/Sao_Paulo");

        assertThat(next(daily, "2026-11-27T08:59:59Z")).isEqualTo("2026-11-27T09:00:00Z");
        assertThat(next(daily, "2026-11-27T09:00:00Z")).isEqualTo("2026-11-28T09:00:00Z");
        assertThat(daily.last(Instant.parse("2026-11-27T09:00:00Z"))).contains(Instant.parse("2026-11-27T09:00:00Z"));
        assertThat(daily.last(Instant.parse("2026-11-27T08:59:59Z"))).contains(Instant.parse("2026-11-26T09:00:00Z"));
    }

    /** On 4 November 2018 the clocks of São Paulo went from midnight to one o'clock. */
    @Test
    void aTimeThatTheClocksSkipIsDueAsMuchLater() {
        Schedule skipped = schedule("00:30", "daily", "America/Sao_Paulo");

        assertThat(next(skipped, "2018-11-03T12:00:00Z")).isEqualTo("2018-11-04T03:30:00Z");
        assertThat(next(skipped, "2018-11-04T03:30:00Z")).isEqualTo("2018-11-05T02:30:00Z");
    }

    /** On 18 February 2018 they went back from midnight to eleven. */
    @Test
    void aTimeThatComesTwiceIsDueOnce() {
        Schedule doubled = schedule("23:30", "daily", "America/Sao_Paulo");

        assertThat(next(doubled, "2018-02-17T12:00:00Z")).isEqualTo("2018-02-18T01:30:00Z");
        assertThat(next(doubled, "2018-02-18T01:30:00Z")).isEqualTo("2018-02-19T02:30:00Z");
    }

    @Test
    void workingDaysLeaveHolidaysOut() {
        BusinessCalendar calendar = new BusinessCalendar(
                SAO_PAULO,
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                List.of(new Holiday.EveryYear(MonthDay.of(12, 25))));
        Schedule working = new Schedule(Schedule.times("06:00"), Days.parse("working", calendar), SAO_PAULO);

        assertThat(next(working, "2026-12-24T12:00:00Z")).isEqualTo("2026-12-28T09:00:00Z");
    }

    @Test
    void wordsMeanWhatTheySay() {
        assertThat(schedule("18:30, 06:00", "fri-mon", "UTC")).hasToString("mon,fri,sat,sun at 06:00, 18:30 (UTC)");
        assertThat(schedule("8h", "daily", "UTC")).hasToString("daily at 00:00, 08:00, 16:00 (UTC)");
        assertThat(schedule("30m", "tuesday", "UTC").times()).hasSize(48);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25:00", "6", "7h", "0m", "06:00,", "noon", "1441m"})
    void timesThatAreNoneAreRefusedWithAnExample(String written) {
        assertThatThrownBy(() -> Schedule.times(written))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("'" + written + "'")
                .hasMessageContaining("06:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "mo", "mon-", "mon-fri-sun", "monday,", "feriado", "t"})
    void daysThatAreNoneAreRefusedWithAnExample(String written) {
        assertThatThrownBy(() -> Days.parse(written, BusinessCalendar.EVERY_DAY))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("'" + written + "'")
                .hasMessageContaining("mon-fri");
    }

    /** Compared with a look at each minute of some days around a change of the clocks. */
    @Test
    void nextAndLastAgreeWithALookAtEachMinute() {
        long seed = Proof.seed("ScheduleTest");
        Random random = new Random(seed);
        for (int attempt = 0; attempt < 30; attempt++) {
            ZoneId zone = List.of(SAO_PAULO, ZoneId.of("Europe/Berlin"), ZoneId.of("Asia/Kathmandu"), ZoneOffset.UTC)
                    .get(random.nextInt(4));
            TreeSet<LocalTime> times = new TreeSet<>();
            random.ints(1 + random.nextInt(4), 0, 24 * 60)
                    .forEach(minute -> times.add(LocalTime.MIDNIGHT.plusMinutes(minute)));
            EnumSet<DayOfWeek> days =
                    EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            Schedule schedule = new Schedule(times, new Days.OfWeek(days), zone);
            Instant from = Instant.parse(random.nextBoolean() ? "2018-11-01T00:00:00Z" : "2018-02-15T00:00:00Z");
            List<Instant> due = new ArrayList<>();
            for (Instant at = from; at.isBefore(from.plus(16, ChronoUnit.DAYS)); at = at.plus(1, ChronoUnit.MINUTES)) {
                if (isDue(schedule, at)) {
                    due.add(at);
                }
            }

            List<Instant> found = new ArrayList<>();
            for (Instant at = schedule.next(from.minusSeconds(1)).orElseThrow();
                    at.isBefore(from.plus(16, ChronoUnit.DAYS));
                    at = schedule.next(at).orElseThrow()) {
                found.add(at);
                assertThat(schedule.last(at.plusSeconds(59)))
                        .as("seed %d", seed)
                        .contains(at);
            }

            assertThat(found).as("seed %d, %s", seed, schedule).isEqualTo(due);
        }
    }

    /** Whether a clock on the wall shows one of the times for the first time, or jumps over one by so much. */
    private static boolean isDue(Schedule schedule, Instant at) {
        return schedule.times().stream().anyMatch(time -> {
            for (long day = -1; day <= 0; day++) {
                var local =
                        at.atZone(schedule.zone()).toLocalDate().plusDays(day).atTime(time);
                var offsets = schedule.zone().getRules().getValidOffsets(local);
                Instant moment = offsets.isEmpty()
                        ? local.toInstant(
                                schedule.zone().getRules().getTransition(local).getOffsetBefore())
                        : local.toInstant(offsets.get(0));
                if (moment.equals(at) && schedule.days().include(local.toLocalDate())) {
                    return true;
                }
            }
            return false;
        });
    }
}
