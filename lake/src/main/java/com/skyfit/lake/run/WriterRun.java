package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.Writer;
import com.skyfit.lake.warehouse.WriterLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One run by the one writer: takes the writer's lock, records the run in the ledger, adds its id to log lines, and records how it ended.
 */
public final class WriterRun {

    private static final Logger LOG = LoggerFactory.getLogger(WriterRun.class);

    /** The fields of a run's log lines beside their message. */
    static final String RUN_ID = "run_id";

    private final Warehouse warehouse;
    private final LakeStorage lake;
    private final String version;
    private final InstantSource clock;

    /**
     * A run on that warehouse and lake.
     *
     * @param version of the program, recorded with the run and in manifests
     * @param clock of this machine
     */
    public WriterRun(Warehouse warehouse, LakeStorage lake, String version, InstantSource clock) {
        this.warehouse = warehouse;
        this.lake = lake;
        this.version = version;
        this.clock = clock;
    }

    /** The work of a run; may throw anything. */
    public interface Work<T, E extends Exception> {
        /** Does it, with the writer's lock held. */
        T run(RunContext context, WriterLock lock) throws SQLException, InterruptedException, E;
    }

    /**
     * Does the work as a separate run.
     *
     * @param command what started it, for the ledger
     * @param outcome the exit code for the work's result; work that throws has failed, or was interrupted
     * @throws LockedException if another run is active, and nothing was done; or if another has taken over, and what was committed stays
     * @throws SQLException if the database cannot be used at all
     * @throws InterruptedException if the thread is interrupted; what was committed stays
     */
    public <T, E extends Exception> T run(String command, Work<T, E> work, Function<T, ExitCode> outcome)
            throws LockedException, SQLException, InterruptedException, E {
        Optional<WriterLock> free = warehouse.tryLock();
        if (free.isEmpty()) {
            throw new LockedException(
                    "Another run is writing to " + warehouse.address() + holder() + "; wait until it ends");
        }
        try (WriterLock lock = free.get();
                LakeHold hold = LakeHold.take(lake, lock)) {
            try {
                return run(command, work, outcome, lock, hold);
            } catch (Exception e) {
                Optional<String> loss = lock.loss();
                if (loss.isPresent()) {
                    // The interrupt was only a signal to this run; the caller is not asked to end.
                    Thread.interrupted();
                    throw new LockedException(loss.get(), e);
                }
                throw e;
            }
        }
    }

    private String holder() throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Writer.newest(connection).map(writer -> ": " + writer).orElse("");
        }
    }

    private <T, E extends Exception> T run(
            String command, Work<T, E> work, Function<T, ExitCode> outcome, WriterLock lock, LakeHold hold)
            throws SQLException, InterruptedException, E {
        RunLedger ledger = new RunLedger(warehouse);
        RunContext context = new RunContext(ledger.start(command, version, clock.instant()), version, clock);
        MDC.put(RUN_ID, context.run().text());
        LOG.info("event=run_started command={} version={}", command, version);
        ExitCode code = ExitCode.FAILED;
        try (Heartbeat heartbeat = new Heartbeat(lock, hold, Thread.currentThread())) {
            lock.enter(context.run().text());
            heartbeat.start(context.run(), Heartbeat.INTERVAL);
            T result = work.run(context, lock);
            code = outcome.apply(result);
            return result;
        } catch (Exception e) {
            code = e instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.FAILED;
            throw e;
        } finally {
            ledger.finish(context.run(), code, clock.instant());
            LOG.info("event=run_finished exit_code={}", code.number());
            MDC.remove(RUN_ID);
        }
    }
}
