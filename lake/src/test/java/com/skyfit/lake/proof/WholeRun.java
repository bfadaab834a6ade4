package com.skyfit.lake.proof;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Pages;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.TestCatalogs;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;

/** A process that does a complete run, from the sources to the checks, to be killed meanwhile. */
public final class WholeRun {

    /** Where the gate is that lets the lake's steps pass; not set for a lake that nobody watches. */
    static final String GATE = "SKYFIT_TEST_GATE";

    /** The exit status of a run that did not end by itself. */
    private static final int NO_END = 99;

    /** All entities, those switched off as shipped too, in pages so small that there are several. */
    static final Catalog CATALOG = Pages.ofSize(TestCatalogs.shippedWithOptionalEntities(), 20);

    private WholeRun() {}

    /** Takes the home folder, and whether everything is listed again; the settings are its environment. */
    public static void main(String[] args) throws Exception {
        int exit = NO_END;
        try {
            exit = run(new Settings(System.getenv()), Path.of(args[0]), Boolean.parseBoolean(args[1]))
                    .exitCode()
                    .number();
        } finally {
            System.exit(exit);
        }
    }

    static RunReport run(Settings settings, Path home, boolean sweep) throws Exception {
        RunOptions options = new RunOptions(EnumSet.allOf(Stage.class), false, sweep, false, null);
        Configuration configuration = configuration(settings, home);
        try (Warehouse warehouse = Warehouse.open(Objects.requireNonNull(configuration.database()))) {
            return Runs.run(configuration, warehouse, Selection.ALL, options);
        }
    }

    static Configuration configuration(Settings settings, Path home) throws IOException {
        Configuration found = Configuration.resolve(settings, CATALOG, home, Selection.ALL, true);
        String gate = settings.get(GATE, "");
        LakeStorage lake = gate.isEmpty() ? found.lake() : WatchedLake.over(found.lake(), Integer.parseInt(gate));
        return Runs.withLake(found, lake);
    }
}
