package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.azure.AzureLake;
import com.skyfit.lake.bronze.azure.Azurite;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LakeHoldTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @RegisterExtension
    private final TestWarehouse otherDatabase = new TestWarehouse();

    @TempDir
    private Path folder;

    private static String run(Warehouse warehouse, LakeStorage lake, WriterRun.Work<String, Exception> work)
            throws Exception {
        return new WriterRun(warehouse, lake, "test", InstantSource.system()).run("test", work, done -> ExitCode.OK);
    }

    private static String commit(LakeStorage lake, String path) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(1);
            object.commit();
        }
        return path;
    }

    private void assertExclusive(Supplier<LakeStorage> lake) throws Exception {
        run(database.get(), lake.get(), (context, lock) -> {
            assertThatThrownBy(() -> run(otherDatabase.get(), lake.get(), (other, otherLock) -> "done"))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining(lake.get().location())
                    .hasMessageContaining("another database");
            return "done";
        });
        assertThat(otherDatabase.rows("select count(*) from ops.run")).containsExactly("0");

        assertThat(run(otherDatabase.get(), lake.get(), (other, lock) -> commit(lake.get(), "a/b.txt")))
                .isEqualTo("a/b.txt");
    }

    @Test
    void runsOfTwoDatabasesOnOneFolderExcludeOneAnother() throws Exception {
        assertExclusive(() -> new LocalLake(folder.resolve("lake")));
    }

    @Test
    void runsOfTwoDatabasesOnOneContainerExcludeOneAnother() throws Exception {
        Azurite azurite = new Azurite();
        azurite.open("runsOfTwoDatabasesOnOneContainerExcludeOneAnother");
        assertExclusive(() -> new AzureLake(azurite.address("lake")));
    }

    @Test
    void aRunThatAnotherHasTakenOverFromCommitsNothingToTheLake() throws Exception {
        LakeStorage lake = new LocalLake(folder.resolve("lake"));

        assertThatThrownBy(() -> run(database.get(), lake, (context, lock) -> {
                    commit(lake, "a/before.txt");
                    otherTakesOver();
                    return commit(lake, "a/after.txt");
                }))
                .isInstanceOf(LockedException.class)
                .hasMessageContaining("Run 20270101T000000Z on elsewhere");

        assertThat(lake.exists("a/before.txt")).isTrue();
        assertThat(lake.exists("a/after.txt")).isFalse();
    }

    private void otherTakesOver() {
        try (Warehouse other = Warehouse.open(database.get().address());
                var session = other.connect();
                var statement = session.createStatement()) {
            statement.execute(
                    "update ops.writer set epoch = epoch + 1, run_id = '20270101T000000Z', host = 'elsewhere'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLakeThatCannotBeWrittenKeepsNobodyFromWhatNeedsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(run(database.get(), new LocalLake(file), (context, lock) -> "done"))
                .isEqualTo("done");
    }
}
