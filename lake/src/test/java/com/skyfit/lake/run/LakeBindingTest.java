package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.LakeId;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LakeBindingTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Source zendesk = CatalogReader.shipped().source("zendesk");

    private void fillFrom(Path lake) throws Exception {
        new LakeUnderTest(lake, database.get(), zendesk, "groups")
                .bronze("support", "20261123T000000Z", "{\"id\":1}")
                .run();
    }

    private void hold(Path lake) throws Exception {
        new LakeBinding(database.get(), new LocalLake(lake)).hold();
    }

    @Test
    void anotherLakeIsRefusedAndBothAreNamed() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        hold(first);
        fillFrom(first);

        assertThatThrownBy(() -> hold(second))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(new LocalLake(first).location())
                .hasMessageContaining(new LocalLake(second).location());
        hold(first);
    }

    @Test
    void aLakeThatMovedIsTheSameLake() throws Exception {
        Path first = folder.resolve("first");
        Path moved = folder.resolve("moved");
        hold(first);
        fillFrom(first);
        Files.move(first, moved);

        hold(moved);

        assertThat(database.rows("select location from ops.lake")).containsExactly(new LocalLake(moved).location());
    }

    @Test
    void aDatabaseThatHoldsNoPartsIsBoundToNone() throws Exception {
        hold(folder.resolve("first"));

        hold(folder.resolve("second"));

        assertThat(database.rows("select lake_id from ops.lake"))
                .containsExactly(LakeId.of(new LocalLake(folder.resolve("second"))));
    }

    @Test
    void aRunUnderAClockBehindTheNewestRunIsRefused() throws Exception {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        new WriterRun(database.get(), new LocalLake(folder), "test", InstantSource.fixed(now))
                .run("run", (context, lock) -> context, done -> ExitCode.OK);

        assertThatThrownBy(() -> new WriterRun(
                                database.get(),
                                new LocalLake(folder),
                                "test",
                                InstantSource.fixed(now.minusSeconds(121)))
                        .run("run", (context, lock) -> context, done -> ExitCode.OK))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("20261123T120000Z");
        assertThat(database.rows("select count(*) from ops.run")).containsExactly("1");
    }

    @Test
    void aClockThatIsALittleBehindTakesTheNextName() throws Exception {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        new WriterRun(database.get(), new LocalLake(folder), "test", InstantSource.fixed(now))
                .run("run", (context, lock) -> context, done -> ExitCode.OK);

        RunId next = new WriterRun(
                        database.get(), new LocalLake(folder), "test", InstantSource.fixed(now.minusSeconds(60)))
                .run("run", (context, lock) -> context.run(), done -> ExitCode.OK);

        assertThat(next).isGreaterThan(new RunId("20261123T120000Z"));
    }
}
