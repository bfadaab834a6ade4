package com.skyfit.lake.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long a request is tried.
 *
 * @param attempts in all, the first included
 * @param firstWait before the second attempt if the source does not say how long; doubles from then on, half of it at random
 * @param longestWait between two attempts if the source does not say
 * @param attemptLimit for one attempt, its reply read to the end
 * @param entityLimit for all requests of one entity in one run, waits included; what was read until then is kept
 */
public record Patience(
        int attempts, Duration firstWait, Duration longestWait, Duration attemptLimit, Duration entityLimit) {

    /** For production: gives a source about ten minutes to come back. */
    public static final Patience DEFAULT =
            new Patience(12, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofHours(6));

    /** The wait before the next attempt: a little more than the source asks for, so that not all come back in the same instant. */
    public Duration waitAfter(int failures, @Nullable Duration asked) {
        if (asked != null && !asked.isZero()) {
            return asked.plusMillis(ThreadLocalRandom.current().nextLong(firstWait.toMillis() + 1));
        }
        long full = Math.min(
                longestWait.toMillis(), firstWait.toMillis() * (1L << Math.min(Math.max(failures - 1, 0), 20)));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
