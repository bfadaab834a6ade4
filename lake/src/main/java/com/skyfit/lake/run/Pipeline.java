package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.gold.Labels;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.custom.CustomFieldViews;
import com.skyfit.lake.gold.schema.GoldViews;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.readers.ReadableTables;
import com.skyfit.lake.readers.Readers;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run through the selected stages, by the one writer. A failed unit fails the run and stops nothing else. */
public final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final Configuration configuration;
    private final Warehouse warehouse;
    private final Patience patience;
    private final InstantSource clock;
    private final String version;
    private final RunListener listener;

    /**
     * Takes what a run needs.
     *
     * @param patience with sources that fail or say wait
     * @param clock of this machine
     * @param version of the program, recorded with the run and in manifests
     */
    public Pipeline(
            Configuration configuration,
            Warehouse warehouse,
            Patience patience,
            InstantSource clock,
            String version,
            RunListener listener) {
        this.configuration = configuration;
        this.warehouse = warehouse;
        this.patience = patience;
        this.clock = clock;
        this.version = version;
        this.listener = listener;
    }

    /**
     * Runs the selected stages in order, sources in parallel.
     *
     * @param command what started it, for the ledger
     * @throws LockedException if another run is active; nothing was done
     * @throws InvalidSettingsException if the database is filled from another lake; nothing was done
     * @throws SQLException if the database cannot be used at all
     * @throws InterruptedException if the thread is interrupted; what was committed stays, and the next run resumes from there
     */
    public RunReport run(String command, Selection selection, RunOptions options)
            throws LockedException, SQLException, InterruptedException {
        return run(command, clock.instant(), selection, options);
    }

    /** The same for a run that was asked for at that moment, by which it is named. */
    public RunReport run(String command, Instant begunAt, Selection selection, RunOptions options)
            throws LockedException, SQLException, InterruptedException {
        new LakeBinding(warehouse, configuration.lake()).hold();
        return new WriterRun(warehouse, configuration.lake(), version, clock)
                .begunAt(begunAt)
                .run(command, (context, lock) -> run(command, selection, options, context, lock), RunReport::exitCode);
    }

    private RunReport run(String command, Selection selection, RunOptions options, RunContext context, WriterLock lock)
            throws SQLException, InterruptedException {
        listener.begun(context);
        Instant startedAt = clock.instant();
        Recorder recorder = new Recorder(context.run(), new RunLedger(warehouse), listener);
        Checks.Findings findings = new Checks.Findings(List.of(), List.of());
        ModelProject project = ProjectReader.read(configuration.home(), configuration.catalog());
        Outage outage = new Outage(lock, Outage.LIMIT);
        prepare();
        move(context, selection, options, outage, recorder);
        if (options.stages().contains(Stage.TRANSFORM)) {
            followDefinitions(context.run(), outage, recorder);
        }
        if (options.stages().contains(Stage.MODELS)) {
            new ModelStage(warehouse, outage, recorder).run(project, options);
        }
        showToReaders(project, outage, recorder);
        recorder.settle();
        for (Cause cause : Cause.of(recorder.results())) {
            LOG.error("event=cause units={} message=\"{}\"", cause.units().size(), cause);
        }
        if (options.stages().contains(Stage.CHECK)) {
            findings = new Checks(warehouse, project)
                    .run(context.run().text(), clock.instant(), configuration.subjects(selection));
            report(findings);
        }
        new StorageLedger(configuration, warehouse).note(context.run(), clock.instant());
        OldHistory old = new OldHistory(configuration.retention(), clock.instant());
        old.forget(warehouse);
        old.forgetLogs(configuration.home().resolve("logs"));
        return new RunReport(
                context,
                command,
                startedAt,
                clock.instant(),
                recorder.results(),
                findings,
                ExitCode.of(recorder.results(), findings));
    }

    /** Each source goes through the stages by itself: one that is down holds up no other (ADR-076). */
    private void move(RunContext context, Selection selection, RunOptions options, Outage outage, Recorder recorder)
            throws InterruptedException {
        Map<String, List<EntityInRun>> sources = EntityInRun.of(configuration, selection, options.stages()).stream()
                .collect(Collectors.groupingBy(
                        entity -> entity.source().name(), LinkedHashMap::new, Collectors.toList()));
        Workers beside = new Workers(context.run(), Math.max(1, sources.size()));
        try {
            List<Future<?>> moved = new ArrayList<>();
            sources.forEach((source, entities) -> moved.add(beside.submit(() -> {
                if (options.extracts()) {
                    AccountIdentities identities = new AccountIdentities(warehouse, context.run());
                    new ExtractStage(configuration, context, patience, listener, recorder, identities)
                            .run(source, selection, options);
                }
                loadAndTransform(context.run(), source, entities, selection, options, outage, recorder);
                return null;
            })));
            Workers.await("the work on a source", moved);
        } finally {
            beside.end();
        }
    }

    /** Each entity's transform follows its load, while other entities are loaded (ADR-065). */
    private void loadAndTransform(
            RunId run,
            String source,
            List<EntityInRun> entities,
            Selection selection,
            RunOptions options,
            Outage outage,
            Recorder recorder)
            throws InterruptedException {
        Workers beside = new Workers(run, 1);
        try {
            List<Future<?>> transforms = new ArrayList<>();
            if (options.stages().contains(Stage.TRANSFORM)) {
                TransformStage transform = new TransformStage(warehouse, outage, recorder);
                transforms.add(beside.submit(() -> {
                    transform.run(entities, selection, options);
                    return null;
                }));
            }
            if (options.stages().contains(Stage.LOAD)) {
                new LoadStage(configuration, run, warehouse, outage, recorder).run(source, entities, options.force());
            }
            Workers.await(Stage.TRANSFORM.text(), transforms);
        } finally {
            beside.end();
        }
    }

    /** Of the sources of the catalog, whether this run moves them or not: all definitions may be there by now. */
    private void followDefinitions(RunId run, Outage outage, Recorder recorder) throws InterruptedException {
        Labels labels = new Labels(warehouse);
        CustomFieldViews views = new CustomFieldViews(warehouse);
        for (Source source : configuration.catalog().sources()) {
            List<String> scopes = configuration.scopes().getOrDefault(source.name(), List.of());
            try {
                long relabelled = outage.outlast(() -> labels.apply(source));
                if (relabelled > 0) {
                    LOG.info("event=labels_changed source={} rows={}", source.name(), relabelled);
                }
                outage.outlast(() -> views.apply(source, scopes, run.text()));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                recorder.record(UnitResult.failed(
                        new Unit(Stage.TRANSFORM, new Subject(source.name(), Subject.ALL_SCOPES, "custom_fields")),
                        0,
                        FailureText.of(e)));
            }
        }
    }

    /** What this run made is for readers too, and what it no longer made with a reader's columns is not. */
    private void showToReaders(ModelProject project, Outage outage, Recorder recorder) throws InterruptedException {
        Readers readers = new Readers(warehouse);
        try {
            outage.outlast(() -> {
                readers.apply(ReadableTables.of(configuration.catalog(), project));
                return true;
            });
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            recorder.record(UnitResult.failed(
                    new Unit(Stage.MODELS, Subject.ofAllScopes("models", "readers")), 0, FailureText.of(e)));
        }
    }

    private static void report(Checks.Findings findings) {
        for (Reconciliation reconciliation : findings.reconciliations()) {
            LOG.info(
                    "event=reconciliation source={} scope={} entity={} terms=\"{}\"",
                    reconciliation.subject().source(),
                    reconciliation.subject().scope(),
                    reconciliation.subject().entity(),
                    reconciliation.equation());
        }
        String line = "event=check_{} check={} subject=\"{}\" observed=\"{}\" expected=\"{}\" advice=\"{}\"";
        for (CheckResult result : findings.results()) {
            Object[] facts = {
                result.status().text(),
                result.check(),
                result.subject(),
                result.observed(),
                result.expected(),
                result.advice()
            };
            switch (result.status()) {
                case PASSED -> LOG.debug(line, facts);
                case WARNED, ACCEPTED -> LOG.warn(line, facts);
                case FAILED -> LOG.error(line, facts);
            }
        }
    }

    /** All tables of the catalog, and the views of their scopes, are there from the first run on, also those of sources not read yet: reports find them. */
    private void prepare() throws SQLException {
        Transform transform = new Transform(warehouse);
        transform.refuseUnsafe(configuration.catalog());
        for (Source source : configuration.catalog().sources()) {
            for (Entity entity : source.entities()) {
                transform.prepare(source, entity);
            }
        }
        new GoldViews(warehouse).apply(configuration.catalog(), configuration.scopes());
        ScopeNumbers.give(
                warehouse,
                configuration.catalog().sources().stream()
                        .flatMap(source -> configuration.scopes().getOrDefault(source.name(), List.of()).stream())
                        .distinct()
                        .toList());
    }
}
