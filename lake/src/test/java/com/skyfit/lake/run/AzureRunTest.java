package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.azure.Azurite;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All stages with bronze in a storage account. */
class AzureRunTest {

    @RegisterExtension
    private final Azurite azurite = new Azurite();

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(12, 0.01, Instant.now()));

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(azurite.settings());
        settings.putAll(simulator.settings());
        return settings;
    }

    private RunReport run() throws Exception {
        return Runs.run(settings(), CatalogReader.shipped(), home, database.get());
    }

    private LakeStorage lake() {
        return Configuration.resolve(new Settings(settings()), CatalogReader.shipped(), home, Selection.ALL, true)
                .lake();
    }

    @Test
    void everythingReachesGoldFromAStorageAccountAndTheNextRunResumesThere() throws Exception {
        RunReport first = run();

        assertThat(first.exitCode()).as("%s", first.units()).isEqualTo(ExitCode.OK);
        assertThat(Runs.written(first)).isGreaterThan(1_000);
        assertThat(lake().list("bronze/"))
                .extracting(LakeObject::path)
                .anyMatch(path -> path.startsWith("bronze/pipedrive/scope=comercial/entity=deals/"));
        assertThat(home).isEmptyDirectory();

        RunReport second = run();

        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Runs.written(second)).isZero();
    }
}
