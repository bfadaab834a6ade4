package com.skyfit.lake.proof;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts steps that somebody takes, and does something at a wanted one, in the thread that takes it. */
final class Tripwire {

    private static final int NEVER = Integer.MAX_VALUE;

    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(NEVER);
    private volatile Runnable blow = () -> {};

    /** A step is being taken. */
    void step() {
        passed.incrementAndGet();
        if (left.get() != NEVER && left.decrementAndGet() == 0) {
            blow.run();
        }
    }

    /** Does this at the n-th step from now on. */
    void at(int step, Runnable doing) {
        blow = doing;
        left.set(step);
    }

    /** How many steps have been taken so far. */
    int passed() {
        return passed.get();
    }

    /** Does nothing any more. */
    void stop() {
        left.set(NEVER);
    }
}
