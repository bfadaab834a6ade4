package com.skyfit.simulator.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So much in a window of time; the windows follow one another without a gap. Guarded by the simulator's lock. */
public final class Budget {

    private final long total;
    private final long windowNanos;
    private final LongSupplier nanoClock;
    private long windowStart;
    private long used;

    Budget(long total, Duration window, LongSupplier nanoClock) {
        this.total = total;
        this.windowNanos = window.toNanos();
        this.nanoClock = nanoClock;
        this.windowStart = nanoClock.getAsLong();
    }

    /** Takes so much, if there is that much left. */
    public boolean take(long cost) {
        long elapsed = nanoClock.getAsLong() - windowStart;
        if (elapsed >= windowNanos) {
            windowStart += elapsed / windowNanos * windowNanos;
            used = 0;
        }
        if (used + cost > total) {
            return false;
        }
        used += cost;
        return true;
    }

    public long total() {
        return total;
    }

    public long remaining() {
        return total - used;
    }

    /** Whole seconds until the next window, at least one. */
    public long resetSeconds() {
        long left = windowNanos - (nanoClock.getAsLong() - windowStart);
        return Math.max(1, Duration.ofNanos(left).plusMillis(999).toSeconds());
    }
}
