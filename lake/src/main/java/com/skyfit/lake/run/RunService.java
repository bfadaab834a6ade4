package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Settings;
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
import java.time.InstantSource;

/**
 * Starts runs, whoever asks for one: understands the settings, opens the database, runs, and leaves the results in {@code run_results.json}.
 */
public final class RunService {

    /** The file in the home that holds the results of the newest run. */
    private static final String RESULTS = "run_results.json";

    private final Settings settings;
    private final Catalog catalog;
    private final Path home;
    private final String version;

    /**
     * Runs of one home.
     *
     * @param version of the program, recorded with runs and in manifests
     */
    public RunService(Settings settings, Catalog catalog, Path home, String version) {
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
     * @param options what is done with it
     */
    public record Request(String command, Selection selection, RunOptions options) {}

    /**
     * What the run would read from and write to. Touches nothing.
     *
     * @throws InvalidSettingsException with every mistake found, in the settings and in the selection
     */
    public Configuration configuration(Request request) {
        return Configuration.resolve(
                settings, catalog, home, request.selection(), request.options().extracts());
    }

    /**
     * Runs on the configured database, which is opened for it.
     *
     * @param configuration for this request
     * @throws LockedException if another run is at work; nothing was done
     * @throws SQLException if the database cannot be used at all
     * @throws IOException if the results cannot be written; the run itself has ended
     * @throws InterruptedException if the thread is interrupted; what was committed stays, and the next run resumes from there
     */
    public RunReport run(Configuration configuration, Request request, RunListener listener)
            throws LockedException, SQLException, IOException, InterruptedException {
        Files.createDirectories(home);
        try (Database database = Database.open(configuration.database(), home)) {
            return run(configuration, database.warehouse(), request, listener);
        }
    }

    /** Runs on a database that the caller has opened, and closes; otherwise the same. */
    public RunReport run(Configuration configuration, Warehouse warehouse, Request request, RunListener listener)
            throws LockedException, SQLException, IOException, InterruptedException {
        Pipeline pipeline =
                new Pipeline(configuration, warehouse, Patience.DEFAULT, InstantSource.system(), version, listener);
        RunReport report = pipeline.run(request.command(), request.selection(), request.options());
        RunResults.of(report).write(home.resolve(RESULTS));
        return report;
    }
}
