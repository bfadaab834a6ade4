package com.skyfit.lake.silver;

/**
 * The parts of one entity as they come into silver, for somebody who works on those that are there while others are on their way. Loads
 * tell it from their threads; one thread waits.
 */
public final class Arrivals {

    private int underWay;
    private boolean unseen;

    /**
     * Takes how many loads bring parts.
     *
     * @param loads that will end, each once; with 0 nothing is on its way, and nobody ever waits
     */
    public Arrivals(int loads) {
        this.underWay = loads;
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
     * Waits until a part has come that was not waited for yet, or no more will come.
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

    /** Waits until no more will come. */
    public synchronized void awaitLast() throws InterruptedException {
        while (underWay > 0) {
            wait();
        }
    }
}
