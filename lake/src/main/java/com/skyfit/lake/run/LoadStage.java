package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.BrokenPartException;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.LoadedPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.Registered;
import com.skyfit.lake.silver.Sessions;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the parts of a source that silver does not have yet, with a few database sessions at once: the server parses and compresses in the
 * session that loads, so each uses a core. As many units are open at once; a session takes the next part of any of them. A transform beside
 * it takes turns with them.
 */
final class LoadStage {

    private static final Logger LOG = LoggerFactory.getLogger(LoadStage.class);

    private final Configuration configuration;
    private final RunId run;
    private final Ledger ledger;
    private final PartLoader loader;
    private final Outage outage;
    private final Recorder recorder;

    LoadStage(Configuration configuration, RunId run, Warehouse warehouse, Outage outage, Recorder recorder) {
        this.configuration = configuration;
        this.run = run;
        this.ledger = new Ledger(warehouse);
        this.loader = new PartLoader(warehouse, configuration.lake());
        this.outage = outage;
        this.recorder = recorder;
    }

    void run(String source, List<EntityInRun> entities, boolean force) throws InterruptedException {
        Workers units = new Workers(run, configuration.loadSessions());
        Workers sessions = new Workers(run, configuration.loadSessions());
        try {
            Unregistered unregistered = register(source);
            List<Future<?>> open = new ArrayList<>();
            for (EntityInRun entity : entities) {
                for (String scope : entity.scopes()) {
                    Unit unit = new Unit(
                            Stage.LOAD,
                            new Subject(source, scope, entity.entity().name()));
                    UnitLoad load = new UnitLoad(unit, entity, unregistered.of(unit.subject()), sessions);
                    open.add(units.submit(() -> load.recorded(force)));
                }
            }
            Workers.await(Stage.LOAD.text(), open);
        } finally {
            units.end();
            sessions.end();
        }
    }

    /**
     * Why not all manifests are in the ledger; registered ones are loaded anyway.
     *
     * @param any of the source's; empty text if each could be read
     * @param refused the reasons by whose they are
     */
    private record Unregistered(String any, Map<Subject, String> refused) {
        /** Empty text where all of the subject's are in the ledger. */
        String of(Subject subject) {
            return any.isEmpty() ? refused.getOrDefault(subject, "") : any;
        }
    }

    private Unregistered register(String source) throws InterruptedException {
        try {
            Registered registered = outage.outlast(() -> ledger.register(configuration.lake(), source));
            return new Unregistered("", registered.refused());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Unregistered(FailureText.of(e), Map.of());
        }
    }

    /** The load of one entity and scope. */
    private final class UnitLoad {
        private final Unit unit;
        private final SilverTable table;
        private final Arrivals arrivals;
        private final Workers sessions;
        private String message;
        private long lines;
        private long bytes;
        private LoadedPart sum = new LoadedPart(0, 0, 0);

        UnitLoad(Unit unit, EntityInRun entity, String unregistered, Workers sessions) {
            this.unit = unit;
            this.table = SilverTable.of(entity.source(), entity.entity());
            this.arrivals = entity.arrivals();
            this.sessions = sessions;
            this.message = unregistered;
        }

        UnitResult recorded(boolean force) throws InterruptedException {
            try {
                return recorder.record(unit, started -> run(force, started));
            } finally {
                arrivals.ended();
            }
        }

        private UnitResult run(boolean force, long started) throws Exception {
            List<LedgerPart> files =
                    outage.outlast(() -> force ? ledger.all(unit.subject()) : ledger.pending(unit.subject()));
            List<Future<?>> loads = new ArrayList<>();
            for (LedgerPart file : files) {
                loads.add(sessions.submit(() -> load(file)));
            }
            for (Future<?> load : loads) {
                try {
                    load.get();
                } catch (ExecutionException e) {
                    Throwable cause = Objects.requireNonNull(e.getCause());
                    if (cause instanceof InterruptedException interrupted) {
                        throw interrupted;
                    }
                    failed(FailureText.of(cause));
                }
            }
            return result(started);
        }

        private Void load(LedgerPart file) throws Exception {
            Sessions.Turn turn = arrivals.turn();
            try (turn) {
                add(file, outage.outlast(() -> loader.load(table, file)));
                arrivals.arrived();
            } catch (BrokenPartException e) {
                String reason = FailureText.of(e);
                failed(reason);
                outage.outlast(() -> {
                    ledger.failed(file, reason);
                    return file;
                });
            }
            return null;
        }

        private synchronized void add(LedgerPart file, LoadedPart loaded) {
            lines += file.lines();
            bytes += file.bytes();
            sum = sum.plus(loaded);
            if (loaded.quarantined() > 0 || loaded.repaired() > 0) {
                LOG.warn(
                        "event=lines_judged source={} scope={} entity={} path={} quarantined={} repaired={}",
                        unit.subject().source(),
                        unit.subject().scope(),
                        unit.subject().entity(),
                        file.blobPath(),
                        loaded.quarantined(),
                        loaded.repaired());
            }
        }

        /** One message represents all: the last. Each part's own is in the ledger. */
        private synchronized void failed(String reason) {
            message = reason;
        }

        private synchronized UnitResult result(long started) {
            return new UnitResult(
                    unit,
                    message.isEmpty() ? Status.SUCCEEDED : Status.FAILED,
                    new Moved(lines, sum.rows(), sum.quarantined(), bytes, 0),
                    Recorder.seconds(started),
                    message);
        }
    }
}
