package com.skyfit.lake.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests of one account back while one of its budgets is empty. Told by the replies, so that a limit is seen before it is
 * broken. Safe for use by several threads.
 */
final class Throttle {

    private final InstantSource clock;
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long a request that draws on the account's own budget and on this one has to wait; zero if it may go. */
    Duration waitFor(String budget) {
        Instant now = clock.instant();
        Duration own = left(now, closedUntil.get(""));
        Duration shared = left(now, closedUntil.get(budget));
        return own.compareTo(shared) > 0 ? own : shared;
    }

    /** Closes a budget for a time; a longer closure that is known already stays. */
    void close(String budget, Duration time) {
        closedUntil.merge(budget, clock.instant().plus(time), (known, added) -> added.isAfter(known) ? added : known);
    }

    private static Duration left(Instant now, @Nullable Instant until) {
        return until == null || !until.isAfter(now) ? Duration.ZERO : Duration.between(now, until);
    }
}
