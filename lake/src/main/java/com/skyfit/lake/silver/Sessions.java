package com.skyfit.lake.silver;

import java.util.concurrent.Semaphore;

/**
 * How many database sessions work at the same time: those that load, and the one that transforms beside them. First come,
 * first served. Safe for use by several threads.
 */
public final class Sessions {

    private final Semaphore free;

    /**
     * Takes the number of sessions.
     *
     * @param atOnce at least 1
     */
    public Sessions(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    /** The time in which one session may work. */
    public interface Turn extends AutoCloseable {
        /** Passes the turn to the next one. */
        @Override
        void close();
    }

    /** Waits until fewer than that many work. Who holds a turn must not wait for another one's. */
    public Turn turn() throws InterruptedException {
        free.acquire();
        return free::release;
    }
}
