package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Lake;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.Warehouse;
import java.time.InstantSource;

/** Whole runs as most tests make them: now, with sources that get no second chance after a wait, watched by nobody. */
final class Runs {

    private Runs() {}

    /** Runs what is selected. */
    static RunReport run(Configuration configuration, Warehouse warehouse, Selection selection) throws Exception {
        return new Pipeline(
                        configuration,
                        warehouse,
                        ScriptedSource.IMPATIENT,
                        InstantSource.system(),
                        "test",
                        RunListener.NONE)
                .run("run", selection);
    }

    /** The same configuration with another lake. */
    static Configuration withLake(Configuration found, Lake lake) {
        return new Configuration(
                found.catalog(),
                found.scopes(),
                found.accounts(),
                lake,
                found.database(),
                found.home(),
                found.dailyReservePercent(),
                found.loadSessions());
    }

    /** How many rows of gold a run wrote. */
    static long written(RunReport report) {
        return report.units().stream()
                .filter(unit -> unit.unit().stage() == Stage.TRANSFORM)
                .mapToLong(UnitResult::rowsOut)
                .sum();
    }
}
