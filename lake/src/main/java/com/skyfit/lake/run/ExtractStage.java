package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Extracted;
import com.skyfit.lake.bronze.Extraction;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.SourceClient;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Reads the selected accounts, each in a thread of its own and entity by entity, because an account's limits are shared by its entities. */
final class ExtractStage {

    private static final Logger LOG = LoggerFactory.getLogger(ExtractStage.class);

    /** How long interrupted accounts may take to let go of what they hold. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final RunId run;
    private final String version;
    private final Patience patience;
    private final InstantSource clock;
    private final RunListener listener;
    private final Recorder recorder;

    ExtractStage(
            Configuration configuration,
            RunId run,
            String version,
            Patience patience,
            InstantSource clock,
            RunListener listener,
            Recorder recorder) {
        this.configuration = configuration;
        this.run = run;
        this.version = version;
        this.patience = patience;
        this.clock = clock;
        this.listener = listener;
        this.recorder = recorder;
    }

    void run(Selection selection) throws InterruptedException {
        if (configuration.accounts().isEmpty()) {
            return;
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(configuration.accounts().size());
        try {
            List<Future<?>> accounts = new ArrayList<>();
            for (Account account : configuration.accounts()) {
                accounts.add(threads.submit(() -> {
                    MDC.put(Pipeline.RUN_ID, run.text());
                    extract(account, selection);
                    return null;
                }));
            }
            for (Future<?> account : accounts) {
                account.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("Extraction interrupted");
            }
            throw new IllegalStateException("Extraction ended unexpectedly", e.getCause());
        } finally {
            threads.shutdownNow();
            if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("event=threads_left reason=\"an account's thread does not end\"");
            }
        }
    }

    private void extract(Account account, Selection selection) throws InterruptedException {
        SourceClient client = SourceClient.of(account, patience, clock, listener);
        String spent = "";
        for (Entity entity : account.source().entities()) {
            if (!selection.includes(entity)) {
                continue;
            }
            Unit unit = new Unit(Stage.EXTRACT, account.source().name(), account.scope(), entity.name());
            if (!spent.isEmpty()) {
                recorder.record(new UnitResult(unit, Status.PARKED, 0, 0, 0, 0, 0, 0, spent));
                continue;
            }
            UnitResult result = recorder.record(unit, started -> extract(unit, entity, client, started));
            if (result.status() == Status.PARKED) {
                spent = result.message();
            }
        }
    }

    private UnitResult extract(Unit unit, Entity entity, SourceClient account, long started)
            throws InterruptedException {
        Extraction extraction = new Extraction(
                configuration.lake(), account.forEntity(entity.name()), entity, run, version, clock, listener);
        Status status = Status.SUCCEEDED;
        String message = "";
        try {
            extraction.run();
        } catch (SourceException e) {
            status = status(e, entity);
            message = String.valueOf(e.getMessage());
        } catch (IOException e) {
            status = Status.FAILED;
            message = "Cannot write bronze in " + configuration.lake().location() + ": " + e;
        }
        Extracted extracted = extraction.progress();
        return new UnitResult(
                unit,
                status,
                extracted.records(),
                extracted.records(),
                0,
                extracted.bytes(),
                extracted.counts().requests(),
                Recorder.seconds(started),
                message);
    }

    private static Status status(SourceException e, Entity entity) {
        if (e instanceof SourceException.BudgetSpent) {
            return Status.PARKED;
        }
        boolean notOnPlan = e instanceof SourceException.Refused refused
                && (refused.status() == 403 || refused.status() == 404)
                && entity.optional();
        return notOnPlan ? Status.UNAVAILABLE : Status.FAILED;
    }
}
