package com.skyfit.lake.powerbi;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.powerbi.star.*;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TryTest {
    private static final int MANY = 1_000_000;

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    @Test
    void run() throws Exception {
        try (Simulator simulator = Simulator.start(new SimulatorOptions(
                0,
                11,
                0.01,
                Instant.now().minusSeconds(7_200),
                new Limits(MANY, MANY, MANY, MANY, MANY),
                List.of("comercial", "expansao")))) {
            System.out.println(Runs.run(simulator.settings(), catalog, home, database.get())
                    .exitCode());
        }
        ModelProject project = ProjectReader.read(home, catalog);
        System.out.println(project.refused());
        try (Connection connection = database.get().connect()) {
            Star star = StarReader.read(connection, project, catalog);
            for (Language language : Language.values()) {
                PowerBiExport export = PowerBiExport.of(star, project.layer(), language, "127.0.0.1:5432", "skyfit");
                System.out.println(
                        export.leftOut() + " " + export.tables() + " " + export.measures() + " " + export.pages());
                new ProjectFolder(Path.of("/work/help/me-powerbi/out-" + language)).write(export, true, true);
            }
        }
        System.out.println(database.rows("select * from bi.data_freshness limit 3"));
        System.out.println(database.rows("select * from bi.data_check limit 3"));
        System.out.println(database.rows("select currency, count(*) from bi.fact_deal group by 1"));
    }
}
