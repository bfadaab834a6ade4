package com.skyfit.bench;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One extraction in a process of its own, as a schedule starts it; prints how many records it read. */
final class ExtractProcess {

    private ExtractProcess() {}

    /** Takes the home folder and, if not all, the entity; all settings come from the environment. */
    public static void main(String[] args) throws Exception {
        @Nullable String entity = args.length > 1 ? args[1] : null;
        Selection selection = new Selection("pipedrive", "comercial", entity);
        Configuration configuration = Configuration.resolve(
                new Settings(System.getenv()), CatalogReader.shipped(), Path.of(args[0]), selection, true);
        try (Warehouse warehouse = Warehouse.open(Objects.requireNonNull(configuration.database()))) {
            RunReport report = new Pipeline(
                            configuration,
                            warehouse,
                            Patience.DEFAULT,
                            InstantSource.system(),
                            "bench",
                            RunListener.NONE)
                    .run("extract", selection, new RunOptions(EnumSet.of(Stage.EXTRACT)));
            if (report.exitCode() != ExitCode.OK) {
                throw new IllegalStateException("Extraction ended with " + report.exitCode() + ": " + report.units());
            }
            System.out.println(report.units().stream()
                    .mapToLong(unit -> unit.moved().rowsIn())
                    .sum());
        }
    }
}
