package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The heartbeat of a run that writes, in its own thread. A run that another has taken over from is interrupted. */
final class Heartbeat implements AutoCloseable {

    /** Others may count on one each half a minute. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final WriterLock lock;
    private final LakeHold hold;
    private final Thread work;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Takes whose they are.
     *
     * @param work the thread that is interrupted when another run has taken over
     */
    Heartbeat(WriterLock lock, LakeHold hold, Thread work) {
        this.lock = lock;
        this.hold = hold;
        this.work = work;
    }

    /** Begins, with a first heartbeat at once. */
    void start(RunId run, Duration interval) {
        Thread thread = new Thread(() -> live(run, interval), "heartbeat");
        thread.setDaemon(true);
        thread.start();
    }

    private void live(RunId run, Duration interval) {
        MDC.put(WriterRun.RUN_ID, run.text());
        try {
            do {
                beat();
                hold.keep();
            } while (!ended.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SQLException e) {
            LOG.error("event=taken_over reason=\"{}\"", e.getMessage());
            interruptWork();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() throws SQLException {
        try {
            lock.beat();
        } catch (SQLException e) {
            if (!Warehouse.isGone(e)) {
                throw e;
            }
            LOG.warn("event=no_heartbeat reason=\"{}\"", e.getMessage());
        }
    }

    private synchronized void interruptWork() {
        if (ended.getCount() > 0) {
            work.interrupt();
        }
    }

    /** Nobody is interrupted any more when this returns; a beat that hangs is left to the limit of its session. */
    @Override
    public synchronized void close() {
        ended.countDown();
    }
}
