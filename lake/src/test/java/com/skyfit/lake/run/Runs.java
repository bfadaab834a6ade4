package com.skyfit.lake.run;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Complete runs as most tests make them: now, with sources that get no second chance after a wait, watched by nobody. */
public final class Runs {

    private Runs() {}

    /** Runs all stages of everything that is new, as settings and catalog say, with a lake below the home folder where they name no other. */
    public static RunReport run(Map<String, String> settings, Catalog catalog, Path home, Warehouse warehouse)
            throws Exception {
        return run(settings, catalog, home, warehouse, Selection.ALL);
    }

    /** Runs all stages of what is selected. */
    public static RunReport run(
            Map<String, String> settings, Catalog catalog, Path home, Warehouse warehouse, Selection selection)
            throws Exception {
        Configuration configuration = Configuration.resolve(new Settings(settings), catalog, home, selection, true);
        return run(configuration, warehouse, selection, new RunOptions(EnumSet.allOf(Stage.class)));
    }

    /** Runs these stages of everything that is new. */
    public static RunReport run(Configuration configuration, Warehouse warehouse, Set<Stage> stages) throws Exception {
        return run(configuration, warehouse, Selection.ALL, new RunOptions(stages));
    }

    /** Runs what is selected. */
    public static RunReport run(
            Configuration configuration, Warehouse warehouse, Selection selection, RunOptions options)
            throws Exception {
        return run(configuration, warehouse, selection, options, InstantSource.system());
    }

    /** Runs what is selected at a time of its own. */
    public static RunReport run(
            Configuration configuration,
            Warehouse warehouse,
            Selection selection,
            RunOptions options,
            InstantSource clock)
            throws Exception {
        return new Pipeline(configuration, warehouse, ScriptedSource.IMPATIENT, clock, "test", RunListener.NONE)
                .run("run", selection, options);
    }

    /** What starts runs for whoever asks for one, as the commands do. */
    public static RunService service(Supplier<Settings> settings, Supplier<Catalog> catalog, Path home) {
        return new RunService(settings, catalog, home, "test", ScriptedSource.IMPATIENT, InstantSource.system());
    }

    /** The same configuration with another lake. */
    public static Configuration withLake(Configuration found, LakeStorage lake) {
        return new Configuration(
                found.catalog(),
                found.scopes(),
                found.accounts(),
                lake,
                found.database(),
                found.home(),
                found.dailyReservePercent(),
                found.loadSessions(),
                found.storageLimit(),
                found.retention());
    }

    /** How many rows of gold a run wrote. */
    static long written(RunReport report) {
        return report.units().stream()
                .filter(unit -> unit.unit().stage() == Stage.TRANSFORM)
                .mapToLong(unit -> unit.moved().rowsOut())
                .sum();
    }
}
