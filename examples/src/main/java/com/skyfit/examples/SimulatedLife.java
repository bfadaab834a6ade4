package com.skyfit.examples;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A lake that reads simulated sources once a week, for as long as somebody wants: enough past to learn from, in minutes. */
final class SimulatedLife {

    private static final int DEALS = 40;

    private final long seed;
    private final double scale;

    SimulatedLife(long seed, double scale) {
        this.seed = seed;
        this.scale = scale;
    }

    /** Lives that many weeks, which end now. */
    void live(Path home, Warehouse warehouse, int weeks) throws Exception {
        Catalog catalog = CatalogReader.shipped();
        Instant begin = Instant.now().minus(Duration.ofDays(7L * weeks));
        try (Simulator simulator = Simulator.start(
                new SimulatorOptions(0, seed, scale, begin, Limits.generous(), List.of("comercial", "expansao")))) {
            Configuration configuration =
                    Configuration.resolve(new Settings(simulator.settings()), catalog, home, Selection.ALL, true);
            Selection selection = new Selection("pipedrive", null, null);
            for (int week = 0; week < weeks; week++) {
                boolean last = week == weeks - 1;
                EnumSet<Stage> stages = EnumSet.of(Stage.EXTRACT, Stage.LOAD, Stage.TRANSFORM);
                if (last) {
                    stages.add(Stage.MODELS);
                }
                RunReport report = new Pipeline(
                                configuration, warehouse, Patience.DEFAULT, simulator::now, "example", RunListener.NONE)
                        .run("run", selection, new RunOptions(stages));
                report.units().stream()
                        .map(unit -> unit.message())
                        .filter(message -> !message.isEmpty())
                        .forEach(System.err::println);
                for (int day = 0; day < 5; day++) {
                    simulator.advance(Duration.ofDays(1));
                    simulator.change(new ChangeRequest(DEALS / 4, DEALS, 0, 0, 0, Set.of("deals", "activities")));
                }
                simulator.advance(Duration.ofDays(2));
            }
        }
    }
}
