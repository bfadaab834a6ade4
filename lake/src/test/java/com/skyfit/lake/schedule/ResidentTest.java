package com.skyfit.lake.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.run.result.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a resident process starts runs, in a world whose time passes only while it waits or runs. */
final class ResidentTest {

    private static final Schedule AT_SIX = new Schedule(
            Schedule.times("06:00"), Days.parse("daily", BusinessCalendar.EVERY_DAY), Schedule.zone("UTC"));

    private final World world = new World();

    /** Its time passes in pauses, and ten minutes in each run. */
    private static final class World implements Resident.World {

        private Instant now = Instant.parse("2026-11-27T12:00:00Z");
        private Instant end = now.plus(Duration.ofDays(1));
        private @Nullable LatestRun latest;
        private boolean storesResults = true;
        private final Deque<ExitCode> results = new ArrayDeque<>();
        private final List<Instant> runs = new ArrayList<>();
        private final List<String> said = new ArrayList<>();

        @Override
        public Optional<LatestRun> latest() {
            return Optional.ofNullable(latest);
        }

        @Override
        public ExitCode run() {
            runs.add(now);
            Instant begunAt = now;
            now = now.plus(Duration.ofMinutes(10));
            ExitCode code = results.isEmpty() ? ExitCode.OK : results.removeFirst();
            if (storesResults) {
                latest = new LatestRun(begunAt, now, code);
            }
            return code;
        }

        @Override
        public void say(String text) {
            said.add(text);
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            assertThat(time).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
            now = now.plus(time);
            if (!now.isBefore(end)) {
                throw new InterruptedException();
            }
        }
    }

    private List<Instant> stay(boolean catchesUp) {
        try {
            new Resident(AT_SIX, catchesUp, () -> world.now, world).stay();
            throw new AssertionError("ended by itself");
        } catch (InterruptedException e) {
            return world.runs;
        }
    }

    private static LatestRun ended(String begunAt, ExitCode code) {
        Instant begun = Instant.parse(begunAt);
        return new LatestRun(begun, begun.plus(Duration.ofMinutes(10)), code);
    }

    private static List<Instant> moments(String... moments) {
        return List.of(moments).stream().map(Instant::parse).toList();
    }

    @Test
    void aNewHomeIsFilledAtOnceAndThenEachDay() {
        assertThat(stay(true)).isEqualTo(moments("2026-11-27T12:00:00Z", "2026-11-28T06:00:00Z"));
        assertThat(world.said)
                .containsExactly(
                        "missed the run of 2026-11-27T06:00:00Z; starting it now",
                        "next run at 2026-11-28T06:00:00Z",
                        "next run at 2026-11-29T06:00:00Z");
    }

    @Test
    void afterARunOfTheDayTheNextDayIsWaitedFor() {
        world.latest = ended("2026-11-27T06:00:00Z", ExitCode.OK);

        assertThat(stay(true)).isEqualTo(moments("2026-11-28T06:00:00Z"));
    }

    @Test
    void daysWithoutAMachineAreCaughtUpByOneRun() {
        world.latest = ended("2026-11-20T06:00:00Z", ExitCode.OK);

        assertThat(stay(true)).isEqualTo(moments("2026-11-27T12:00:00Z", "2026-11-28T06:00:00Z"));
    }

    @Test
    void whoDoesNotCatchUpWaits() {
        world.latest = ended("2026-11-20T06:00:00Z", ExitCode.OK);

        assertThat(stay(false)).isEqualTo(moments("2026-11-28T06:00:00Z"));
    }

    @Test
    void aKilledRunIsStartedAgainAtOnce() {
        world.latest = new LatestRun(Instant.parse("2026-11-27T06:00:00Z"), null, null);

        assertThat(stay(true)).isEqualTo(moments("2026-11-27T12:00:00Z", "2026-11-28T06:00:00Z"));
    }

    @Test
    void aFailedRunIsRepeatedThreeTimes() {
        world.latest = ended("2026-11-26T06:00:00Z", ExitCode.OK);
        world.results.addAll(List.of(ExitCode.FAILED, ExitCode.FAILED, ExitCode.FAILED, ExitCode.FAILED, ExitCode.OK));

        assertThat(stay(true))
                .isEqualTo(moments(
                        "2026-11-27T12:00:00Z",
                        "2026-11-27T12:25:00Z",
                        "2026-11-27T12:50:00Z",
                        "2026-11-27T13:15:00Z",
                        "2026-11-28T06:00:00Z"));
    }

    @Test
    void runsWhoseResultsCannotBeStoredAreRepeatedNoMoreOftenThanOthers() {
        world.storesResults = false;
        world.results.addAll(List.of(ExitCode.FAILED, ExitCode.FAILED, ExitCode.FAILED, ExitCode.FAILED));

        assertThat(stay(true))
                .isEqualTo(moments(
                        "2026-11-27T12:00:00Z",
                        "2026-11-27T12:25:00Z",
                        "2026-11-27T12:50:00Z",
                        "2026-11-27T13:15:00Z",
                        "2026-11-28T06:00:00Z"));
    }

    @Test
    void aRunWhoseBudgetRanOutResumesAfterAnHour() {
        world.results.addAll(List.of(ExitCode.PARKED, ExitCode.PARKED));

        assertThat(stay(true))
                .isEqualTo(moments(
                        "2026-11-27T12:00:00Z",
                        "2026-11-27T13:10:00Z",
                        "2026-11-27T14:20:00Z",
                        "2026-11-28T06:00:00Z"));
    }

    @Test
    void aRunThatAnotherPreventsIsTriedAgainSoon() {
        world.results.add(ExitCode.LOCKED);

        assertThat(stay(true))
                .isEqualTo(moments("2026-11-27T12:00:00Z", "2026-11-27T12:15:00Z", "2026-11-28T06:00:00Z"));
    }

    @Test
    void whatAPersonMustLookAtIsNotRepeated() {
        world.results.add(ExitCode.CHECKS_FAILED);

        assertThat(stay(true)).isEqualTo(moments("2026-11-27T12:00:00Z", "2026-11-28T06:00:00Z"));
    }

    @Test
    void aClockThatIsPutForwardMissesARunWhichStartsAtOnce() {
        world.latest = ended("2026-11-27T06:00:00Z", ExitCode.OK);
        world.now = Instant.parse("2026-11-28T07:30:00Z");

        assertThat(stay(true)).isEqualTo(moments("2026-11-28T07:30:00Z"));
    }

    @Test
    void aClockThatIsPutBackStartsNothingTwice() {
        world.latest = ended("2026-11-27T18:00:00Z", ExitCode.OK);

        assertThat(stay(true)).isEqualTo(moments("2026-11-28T06:00:00Z"));
    }
}
