package com.skyfit.lake.silver;

/**
 * The parts of one entity as they come into silver, for somebody who works on those that are there while others are on their way. Loads
 * tell it from their threads; one thread waits.
 */
public final class Arrivals {

    private final Sessions sessions;
    private int underWay;
    private boolean unseen;

    /**
     * Takes who brings parts.
     *
     * @param loads that will end, each once; with 0 nothing is on its way, and nobody waits for it
     * @param sessions that all of them and who follows them share
     */
    public Arrivals(int loads, Sessions sessions) {
        this.underWay = loads;
        this.sessions = sessions;
    }

    /** Everything has arrived. */
    public static Arrivals over() {
        return new Arrivals(0, new Sessions(1));
    }

    /** A part was committed. */
    public synchronized void arrived() {
        unseen = true;
        notifyAll();
    }

    /** A load has ended, well or not. */
    public synchronized void ended() {
        underWay--;
        notifyAll();
    }

    /**
     * Waits until another part has arrived, or no more will arrive.
     *
     * @return false when all that comes has come, so that who looks now sees the last of it
     */
    public synchronized boolean await() throws InterruptedException {
        while (underWay > 0 && !unseen) {
            wait();
        }
        unseen = false;
        return underWay > 0;
    }

    /** Waits for the turn to work on what has come. */
    public Sessions.Turn turn() throws InterruptedException {
        return sessions.turn();
    }

    /** Waits until no more will arrive. */
    public synchronized void awaitLast() throws InterruptedException {
        while (underWay > 0) {
            wait();
        }
    }
}
