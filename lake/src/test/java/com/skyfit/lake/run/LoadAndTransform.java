package com.skyfit.lake.run;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A process that loads and transforms the parts of a lake, to be killed meanwhile. */
public final class LoadAndTransform {

    private LoadAndTransform() {}

    /** Takes the home folder, whose lake is read, and the port and name of a database on this machine. */
    public static void main(String[] args) throws Exception {
        ExitCode end;
        try {
            end = run(Path.of(args[0]), Integer.parseInt(args[1]), args[2]).exitCode();
        } catch (LockedException e) {
            end = ExitCode.LOCKED;
        }
        System.exit(end.number());
    }

    static RunReport run(Path home, int port, String database) throws Exception {
        return run(home, port, database, Set.of(Stage.LOAD, Stage.TRANSFORM), lake -> lake);
    }

    static RunReport run(
            Path home, int port, String database, Set<Stage> stages, UnaryOperator<LakeStorage> intercepted)
            throws Exception {
        Settings settings = new Settings(OwnServer.settings(port, database));
        Configuration configuration =
                Configuration.resolve(settings, CatalogReader.shipped(), home, Selection.ALL, false);
        try (Warehouse warehouse = Warehouse.open(Objects.requireNonNull(configuration.database()))) {
            return Runs.run(Runs.withLake(configuration, intercepted.apply(configuration.lake())), warehouse, stages);
        }
    }
}
