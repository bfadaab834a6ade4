package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.notification.Telling;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.ResultFiles;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, whoever asks for one: understands the settings, opens the database, runs. However a run ends, the log and the home's result files
 * ({@link ResultFiles}) report it.
 */
public final class RunService {

    private static final Logger LOG = LoggerFactory.getLogger(RunService.class);

    private final Supplier<Settings> settings;
    private final Supplier<Catalog> catalog;
    private final Path home;
    private final String version;
    private final Patience patience;
    private final InstantSource clock;

    /**
     * Runs of one home.
     *
     * @param settings read again for each run; an exception from it ends that run
     * @param catalog likewise
     * @param version of the program, recorded with runs and in manifests
     */
    public RunService(Supplier<Settings> settings, Supplier<Catalog> catalog, Path home, String version) {
        this(settings, catalog, home, version, Patience.DEFAULT, InstantSource.system());
    }

    /** The same with another patience with sources, and another clock. */
    RunService(
            Supplier<Settings> settings,
            Supplier<Catalog> catalog,
            Path home,
            String version,
            Patience patience,
            InstantSource clock) {
        this.settings = settings;
        this.catalog = catalog;
        this.home = home;
        this.version = version;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * A run, asked for.
     *
     * @param command what starts it, for the ledger
     * @param begunAt when it was asked for, which names it
     * @param selection which part of the lake
     * @param options how it is processed
     */
    public record Request(String command, Instant begunAt, Selection selection, RunOptions options) {

        /** Whether it covers the complete lake, through all stages. */
        boolean isWhole() {
            return selection.equals(Selection.ALL) && options.isWhole();
        }

        private Telling.Covered covered() {
            return new Telling.Covered(
                    isWhole(),
                    selection.equals(Selection.ALL) && options.stages().contains(Stage.CHECK));
        }
    }

    /**
     * Runs on the configured database, which is opened for it.
     *
     * @throws InvalidSettingsException with every mistake found, in the settings and in the selection; nothing was done
     * @throws LockedException if another run is active; nothing was done
     * @throws SQLException if the database cannot be used at all
     * @throws IOException if the results cannot be written; the run itself has ended
     * @throws InterruptedException if the thread is interrupted; what was committed stays, and the next run resumes from there
     */
    public RunReport run(Request request, RunListener listener)
            throws LockedException, SQLException, IOException, InterruptedException {
        return told(request, listener, (configuration, witness, telling) -> {
            Files.createDirectories(home);
            try (Database database = Database.open(configuration.database(), home)) {
                return run(configuration, database.warehouse(), request, witness, telling);
            }
        });
    }

    /** Runs on a database that the caller has opened, and closes; otherwise the same. */
    public RunReport run(Warehouse warehouse, Request request, RunListener listener)
            throws LockedException, SQLException, IOException, InterruptedException {
        return told(
                request,
                listener,
                (configuration, witness, telling) -> run(configuration, warehouse, request, witness, telling));
    }

    /** People are told last, when everything that somebody may look at is written. */
    private RunReport run(
            Configuration configuration, Warehouse warehouse, Request request, RunListener listener, Telling telling)
            throws LockedException, SQLException, IOException, InterruptedException {
        RunReport report = new Pipeline(configuration, warehouse, patience, clock, version, listener)
                .run(request.command(), request.begunAt(), request.selection(), request.options());
        new ResultFiles(home).end(RunResults.of(report), request.isWhole());
        telling.ended(report, request.covered(), configuration, warehouse);
        return report;
    }

    private interface Work {
        RunReport run(Configuration configuration, Witness witness, Telling telling)
                throws LockedException, SQLException, IOException, InterruptedException;
    }

    private RunReport told(Request request, RunListener listener, Work work)
            throws LockedException, SQLException, IOException, InterruptedException {
        Witness witness = new Witness(listener);
        ResultFiles files = new ResultFiles(home);
        Optional<Telling> telling = Optional.empty();
        try {
            if (request.isWhole()) {
                files.begin(RunResults.of(
                        summary(
                                request,
                                witness,
                                "It is still running; if its process no longer exists, it was killed, and the next run resumes from"
                                        + " there."),
                        witness.results()));
            }
            Settings found = settings.get();
            telling = Optional.of(new Telling(Notifications.understand(found, new ArrayList<>()), home, clock));
            Configuration configuration = Configuration.resolve(
                    found,
                    catalog.get(),
                    home,
                    request.selection(),
                    request.options().extracts());
            return work.run(configuration, witness, telling.get());
        } catch (Throwable failure) {
            Ending ending = Ending.of(failure);
            ending.log(request.command(), failure);
            tell(files, request, witness, ending);
            telling.ifPresent(who -> who.ended(ending.kind(), request.command(), ending.message(), request.isWhole()));
            throw failure;
        }
    }

    /** An interrupt does not prevent the report of the end: its sender waits for that. */
    private void tell(ResultFiles files, Request request, Witness witness, Ending ending) {
        boolean interrupted = Thread.interrupted();
        try {
            RunResults.Summary begun = summary(request, witness, ending.message());
            files.end(RunResults.of(begun.ended(clock.instant(), ending.code()), witness.results()), request.isWhole());
        } catch (IOException e) {
            Ending untold = Ending.of(e);
            LOG.error("event=results_not_written home=\"{}\" reason=\"{}\"", home, untold.message());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Tells of a run that was asked for in words that cannot be understood. Which part of the lake it meant is not known, so the result of the
     * newest run of all stays.
     *
     * @throws IOException if the result cannot be written
     */
    public void refused(String command, Instant begunAt, String problem) throws IOException {
        RunResults.Summary begun = summary(notBegun(begunAt), command, begunAt, problem);
        new ResultFiles(home).end(RunResults.of(begun.ended(clock.instant(), ExitCode.USAGE), List.of()), false);
    }

    private RunResults.Summary summary(Request request, Witness witness, String message) {
        String name =
                witness.context().map(context -> context.run().text()).orElseGet(() -> notBegun(request.begunAt()));
        return summary(name, request.command(), request.begunAt(), message);
    }

    private static String notBegun(Instant begunAt) {
        return RunId.at(begunAt).text() + "-not-begun";
    }

    private RunResults.Summary summary(String name, String command, Instant begunAt, String message) {
        return new RunResults.Summary(name, command, version, begunAt, null, null, message);
    }
}
