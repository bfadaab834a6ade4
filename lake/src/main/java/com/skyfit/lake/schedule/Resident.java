package com.skyfit.lake.schedule;

import com.skyfit.lake.run.result.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Starts runs when they are due, one at a time, until its thread is interrupted. What is due follows from the schedule, the clock and the newest run
 * alone, so it does not matter whether the process was killed, the machine slept, or the clock was set: a run that was due meanwhile starts at once,
 * and once, however often it was due.
 */
public final class Resident {

    /** Clocks are set and machines sleep while one waits, so nobody waits longer than this at a time. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A run that starts so late was missed. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(5);

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
    private static final Duration AFTER_BUDGET = Duration.ofHours(1);
    private static final Duration WHILE_LOCKED = Duration.ofMinutes(5);

    /** How often a failed run is repeated before the next one is due: what failed three times needs a person. */
    private static final int REPETITIONS = 3;

    /** What a resident uses of the world around it. */
    public interface World {

        /** The newest run of the complete lake; empty if there has been none. */
        Optional<LatestRun> latest();

        /** Runs all stages for the complete lake; does not throw for a run that fails. */
        ExitCode run() throws InterruptedException;

        /** Tells people something about runs to come. */
        void say(String text);

        /** Waits. */
        void pause(Duration time) throws InterruptedException;
    }

    private final Schedule schedule;
    private final boolean catchesUp;
    private final InstantSource clock;
    private final World world;
    private int failures;
    private Optional<Instant> announced = Optional.empty();

    /** The newest run that this one started: its results may be impossible to store. */
    private Optional<LatestRun> own = Optional.empty();

    /**
     * For a home that no other resident serves.
     *
     * @param catchesUp whether a run that was missed is started later; if not, the next one is waited for
     */
    public Resident(Schedule schedule, boolean catchesUp, InstantSource clock, World world) {
        this.schedule = schedule;
        this.catchesUp = catchesUp;
        this.clock = clock;
        this.world = world;
    }

    /** Stays until the thread is interrupted, also by an interrupt in the middle of a run. */
    public void stay() throws InterruptedException {
        while (true) {
            Instant now = clock.instant();
            Optional<Instant> due = due(now, newest());
            if (due.isPresent() && !due.get().isAfter(now)) {
                announced = Optional.empty();
                ExitCode code = world.run();
                own = Optional.of(new LatestRun(now, clock.instant(), code));
                failures = code == ExitCode.FAILED ? failures + 1 : 0;
            } else {
                announce(due);
                Duration left = due.map(next -> Duration.between(now, next)).orElse(LONGEST_PAUSE);
                world.pause(left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE);
            }
        }
    }

    private Optional<LatestRun> newest() {
        Optional<LatestRun> stored = world.latest();
        boolean isLater = own.isPresent()
                && (stored.isEmpty()
                        || !stored.get().begunAt().isAfter(own.get().endedAt()));
        return isLater ? own : stored;
    }

    /** When the next run is to start; not after now if at once, empty if the schedule has no more. */
    private Optional<Instant> due(Instant now, Optional<LatestRun> latest) {
        Optional<Instant> last = schedule.last(now);
        Optional<Instant> next = schedule.next(now);
        boolean isOpen =
                last.isPresent() && (latest.isEmpty() || latest.get().begunAt().isBefore(last.get()));
        if (isOpen) {
            failures = 0;
            boolean missed = Duration.between(last.get(), now).compareTo(PUNCTUAL) > 0;
            if (!missed || catchesUp) {
                if (missed) {
                    world.say("missed the run of " + last.get() + "; starting it now");
                }
                return Optional.of(now);
            }
            return next;
        }
        Optional<Instant> again = latest.flatMap(run -> again(run, now));
        return again.isPresent() && (next.isEmpty() || again.get().isBefore(next.get())) ? again : next;
    }

    /** When a run that did not complete is repeated. */
    private Optional<Instant> again(LatestRun run, Instant now) {
        ExitCode code = run.exitCode();
        Instant ended = run.endedAt();
        if (code == null || ended == null) {
            // Its process is gone, or another one runs it and will refuse this one.
            return Optional.of(now);
        }
        return switch (code) {
            case FAILED -> failures > REPETITIONS ? Optional.empty() : Optional.of(ended.plus(AFTER_FAILURE));
            case PARKED -> Optional.of(ended.plus(AFTER_BUDGET));
            case LOCKED -> Optional.of(ended.plus(WHILE_LOCKED));
            case INTERRUPTED -> Optional.of(now);
            case OK, USAGE, CHECKS_FAILED -> Optional.empty();
        };
    }

    private void announce(Optional<Instant> due) {
        if (!due.equals(announced)) {
            announced = due;
            world.say("next run at " + due.map(Instant::toString).orElse("no time"));
        }
    }
}
