package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ResultFiles;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
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
    private final InstantSource clock = InstantSource.system();

    /**
     * Runs of one home.
     *
     * @param settings read again for each run; an exception from it ends that run
     * @param catalog likewise
     * @param version of the program, recorded with runs and in manifests
     */
    public RunService(Supplier<Settings> settings, Supplier<Catalog> catalog, Path home, String version) {
        this.settings = settings;
        this.catalog = catalog;
        this.home = home;
        this.version = version;
    }

    /**
     * A run, asked for.
     *
     * @param command what starts it, for the ledger
     * @param selection which part of the lake
     * @param options how it is processed
     */
    public record Request(String command, Selection selection, RunOptions options) {

        /** Whether it covers the complete lake, through all stages. */
        boolean isWhole() {
            return selection.equals(Selection.ALL) && options.isWhole();
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
        return told(request, listener, (configuration, witness) -> {
            Files.createDirectories(home);
            try (Database database = Database.open(configuration.database(), home)) {
                return run(configuration, database.warehouse(), request, witness);
            }
        });
    }

    /** Runs on a database that the caller has opened, and closes; otherwise the same. */
    public RunReport run(Warehouse warehouse, Request request, RunListener listener)
            throws LockedException, SQLException, IOException, InterruptedException {
        return told(request, listener, (configuration, witness) -> run(configuration, warehouse, request, witness));
    }

    private RunReport run(Configuration configuration, Warehouse warehouse, Request request, RunListener listener)
            throws LockedException, SQLException, InterruptedException {
        return new Pipeline(configuration, warehouse, Patience.DEFAULT, clock, version, listener)
                .run(request.command(), request.selection(), request.options());
    }

    private interface Work {
        RunReport run(Configuration configuration, Witness witness)
                throws LockedException, SQLException, IOException, InterruptedException;
    }

    private RunReport told(Request request, RunListener listener, Work work)
            throws LockedException, SQLException, IOException, InterruptedException {
        Witness witness = new Witness(listener);
        Instant startedAt = clock.instant();
        ResultFiles files = new ResultFiles(home);
        RunReport report;
        try {
            if (request.isWhole()) {
                files.begin(RunResults.of(
                        summary(
                                request,
                                witness,
                                startedAt,
                                "It is still running; if its process no longer exists, it was killed, and the next run resumes from"
                                        + " there."),
                        witness.results()));
            }
            Configuration configuration = Configuration.resolve(
                    settings.get(),
                    catalog.get(),
                    home,
                    request.selection(),
                    request.options().extracts());
            report = work.run(configuration, witness);
        } catch (Throwable failure) {
            Ending ending = Ending.of(failure);
            ending.log(request.command(), failure);
            tell(files, request, witness, startedAt, ending);
            throw failure;
        }
        files.end(RunResults.of(report), request.isWhole());
        return report;
    }

    /** An interrupt does not prevent the report of the end: its sender waits for that. */
    private void tell(ResultFiles files, Request request, Witness witness, Instant startedAt, Ending ending) {
        boolean interrupted = Thread.interrupted();
        try {
            RunResults.Summary begun = summary(request, witness, startedAt, ending.message());
            RunResults.Summary ended = new RunResults.Summary(
                    begun.runId(),
                    begun.command(),
                    begun.version(),
                    begun.startedAt(),
                    clock.instant(),
                    ending.code().number(),
                    begun.message());
            files.end(RunResults.of(ended, witness.results()), request.isWhole());
        } catch (IOException e) {
            Ending untold = Ending.of(e);
            LOG.error("event=results_not_written home=\"{}\" reason=\"{}\"", home, untold.message());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RunResults.Summary summary(Request request, Witness witness, Instant startedAt, String message) {
        String name = witness.context()
                .map(context -> context.run().text())
                .orElseGet(() -> RunId.at(startedAt).text() + "-not-begun");
        return new RunResults.Summary(name, request.command(), version, startedAt, null, null, message);
    }
}
