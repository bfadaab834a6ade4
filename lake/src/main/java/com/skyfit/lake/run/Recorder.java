package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.status.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the results of a run's units to the ledger, the log, the listener and the report. Used by several threads. */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private static final Duration WORTH_SHOWING = Duration.ofSeconds(2);

    private final RunId run;
    private final RunLedger ledger;
    private final RunListener listener;
    private final List<UnitResult> results = new ArrayList<>();

    /** Results that the ledger does not have yet: an unavailable database comes back. */
    private final Queue<UnitResult> owed = new ConcurrentLinkedQueue<>();

    Recorder(RunId run, RunLedger ledger, RunListener listener) {
        this.run = run;
        this.ledger = ledger;
        this.listener = listener;
    }

    /** A unit's work; may fail in any way. */
    interface Work {
        UnitResult run(long startedNanos) throws Exception;
    }

    /**
     * Does the work of a unit and records its result. Any exception fails this unit and no other.
     *
     * @throws InterruptedException if the thread is interrupted; the unit is recorded as failed
     */
    UnitResult record(Unit unit, Work work) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before " + unit);
        }
        long started = System.nanoTime();
        listener.started(unit);
        try {
            return record(work.run(started));
        } catch (InterruptedException e) {
            record(UnitResult.failed(unit, seconds(started), "interrupted"));
            throw e;
        } catch (Exception e) {
            LOG.debug("event=unit_threw unit=\"{}\"", unit, e);
            return record(UnitResult.failed(unit, seconds(started), FailureText.of(e)));
        }
    }

    /** Records a result that is known without work. */
    UnitResult record(UnitResult result) {
        synchronized (results) {
            results.add(result);
        }
        Unit unit = result.unit();
        String line = "event=unit stage={} source={} scope={} entity={} status={} rows_in={} rows_out={} quarantined={}"
                + " bytes={} requests={} seconds={} message=\"{}\"";
        Object[] facts = {
            unit.stage().text(),
            unit.subject().source(),
            unit.subject().scope(),
            unit.subject().entity(),
            result.status().text(),
            result.moved().rowsIn(),
            result.moved().rowsOut(),
            result.moved().quarantined(),
            result.moved().bytes(),
            result.moved().requests(),
            result.seconds(),
            result.message()
        };
        if (result.status() == Status.FAILED) {
            LOG.error(line, facts);
        } else {
            LOG.info(line, facts);
        }
        owed.add(result);
        settle();
        listener.finished(result);
        return result;
    }

    /** Enters in the ledger what an outage has kept from it. */
    void settle() {
        for (UnitResult next = owed.poll(); next != null; next = owed.poll()) {
            try {
                ledger.record(run, next);
            } catch (SQLException e) {
                owed.add(next);
                LOG.error("event=ledger_failed unit=\"{}\" reason=\"{}\"", next.unit(), FailureText.of(e));
                return;
            }
        }
    }

    /** Shows a wait that matters to people who check the run's progress. */
    void waits(Waiting waiting, Instant now) {
        if (waiting.until().isBefore(now.plus(WORTH_SHOWING))) {
            return;
        }
        try {
            ledger.waits(run, new Waiting(waiting.subject(), waiting.until(), Secrets.redact(waiting.reason())));
        } catch (SQLException e) {
            LOG.error("event=ledger_failed wait=\"{}\" reason=\"{}\"", waiting, FailureText.of(e));
        }
    }

    /** The results so far. */
    List<UnitResult> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    static double seconds(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toMillis() / 1000.0;
    }
}
