package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.silver.BrokenPartException;
import com.skyfit.lake.silver.BronzeFile;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LoadFile;
import com.skyfit.lake.silver.LoadedFile;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Brings the parts that silver does not hold yet into it, by a few sessions of the database at once: the server parses and compresses in the
 * session that loads, so each uses a core. As many units are open at once; a session takes the next part of any of them.
 */
final class LoadStage {

    private static final Logger LOG = LoggerFactory.getLogger(LoadStage.class);

    /** How long interrupted sessions may take to let go of what they hold. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final RunId run;
    private final Ledger ledger;
    private final LoadFile loadFile;
    private final Outage outage;
    private final Recorder recorder;

    LoadStage(Configuration configuration, RunId run, Warehouse warehouse, Outage outage, Recorder recorder) {
        this.configuration = configuration;
        this.run = run;
        this.ledger = new Ledger(warehouse);
        this.loadFile = new LoadFile(warehouse, configuration.lake());
        this.outage = outage;
        this.recorder = recorder;
    }

    void run(Selection selection) throws InterruptedException {
        ExecutorService units = Executors.newFixedThreadPool(configuration.loadSessions());
        ExecutorService sessions = Executors.newFixedThreadPool(configuration.loadSessions());
        try {
            List<Future<?>> open = new ArrayList<>();
            for (Source source : configuration.catalog().sources()) {
                if (selection.includes(source)) {
                    String broken = register(source);
                    for (Entity entity : source.entities()) {
                        for (String scope : configuration.scopes().getOrDefault(source.name(), List.of())) {
                            if (selection.includes(entity) && selection.includesScope(scope)) {
                                Unit unit = new Unit(Stage.LOAD, source.name(), scope, entity.name());
                                UnitLoad load = new UnitLoad(unit, SilverTable.of(source, entity), broken, sessions);
                                open.add(submit(
                                        units,
                                        () -> recorder.record(unit, started -> load.run(selection.force(), started))));
                            }
                        }
                    }
                }
            }
            for (Future<?> unit : open) {
                unit.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("Load interrupted");
            }
            throw new IllegalStateException("Load ended unexpectedly", e.getCause());
        } finally {
            end(units);
            end(sessions);
        }
    }

    private <T> Future<T> submit(ExecutorService threads, Callable<T> work) {
        return threads.submit(() -> {
            MDC.put(Pipeline.RUN_ID, run.text());
            return work.call();
        });
    }

    private static void end(ExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("event=threads_left reason=\"a load session does not end\"");
        }
    }

    /** Why not all manifests of the source could be read; empty text where all are. Those that could be are loaded all the same. */
    private String register(Source source) throws InterruptedException {
        try {
            outage.outlast(() -> ledger.register(configuration.lake(), source.name()));
            return "";
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The load of one entity and scope. */
    private final class UnitLoad {
        private final Unit unit;
        private final SilverTable table;
        private final ExecutorService sessions;
        private String message;
        private long lines;
        private long bytes;
        private LoadedFile sum = new LoadedFile(0, 0, 0);

        UnitLoad(Unit unit, SilverTable table, String broken, ExecutorService sessions) {
            this.unit = unit;
            this.table = table;
            this.sessions = sessions;
            this.message = broken;
        }

        UnitResult run(boolean force, long started) throws Exception {
            List<BronzeFile> files = outage.outlast(() -> force
                    ? ledger.all(unit.source(), unit.scope(), unit.entity())
                    : ledger.pending(unit.source(), unit.scope(), unit.entity()));
            List<Future<?>> loads = new ArrayList<>();
            for (BronzeFile file : files) {
                loads.add(submit(sessions, () -> load(file)));
            }
            for (Future<?> load : loads) {
                try {
                    load.get();
                } catch (ExecutionException e) {
                    Throwable cause = Objects.requireNonNull(e.getCause());
                    if (cause instanceof InterruptedException interrupted) {
                        throw interrupted;
                    }
                    failed(String.valueOf(cause.getMessage()));
                }
            }
            return result(started);
        }

        private Void load(BronzeFile file) throws Exception {
            try {
                add(file, outage.outlast(() -> loadFile.load(table, file)));
            } catch (BrokenPartException e) {
                String reason = String.valueOf(e.getMessage());
                failed(reason);
                outage.outlast(() -> {
                    ledger.failed(file, reason);
                    return file;
                });
            }
            return null;
        }

        private synchronized void add(BronzeFile file, LoadedFile loaded) {
            lines += file.lines();
            bytes += file.bytes();
            sum = sum.plus(loaded);
            if (loaded.quarantined() > 0 || loaded.repaired() > 0) {
                LOG.warn(
                        "event=lines_judged source={} scope={} entity={} path={} quarantined={} repaired={}",
                        unit.source(),
                        unit.scope(),
                        unit.entity(),
                        file.blobPath(),
                        loaded.quarantined(),
                        loaded.repaired());
            }
        }

        /** One message stands for all: the last. Each part's own is in the ledger. */
        private synchronized void failed(String reason) {
            message = reason;
        }

        private synchronized UnitResult result(long started) {
            return new UnitResult(
                    unit,
                    message.isEmpty() ? Status.SUCCEEDED : Status.FAILED,
                    lines,
                    sum.rows(),
                    sum.quarantined(),
                    bytes,
                    0,
                    Recorder.seconds(started),
                    message);
        }
    }
}
