package com.skyfit.lake.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is stored, and when the disk is full. */
final class StorageStatusTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path home;

    private StorageStatus read() throws Exception {
        Configuration configuration = Configuration.resolve(
                new Settings(Map.of("SKYFIT_STORAGE_LIMIT_GB", "1")),
                CatalogReader.shipped(),
                home,
                Selection.ALL,
                false);
        return StorageStatus.read(configuration, database.get(), NOW);
    }

    private void measured(String at, long megabytes) throws Exception {
        database.execute("""
                insert into ops.storage (run_id, layer, bytes, measured_at)
                values ('%s', 'silver', %d, '%s'), ('%1$s', 'gold', 0, '%3$s')""".formatted(at, megabytes << 20, at));
    }

    @Test
    void theDayTheDiskIsFullFollowsFromTheGrowthOfAMonth() throws Exception {
        measured("2026-01-01T00:00:00Z", 1);
        measured("2026-02-19T00:00:00Z", 100);
        measured("2026-03-01T00:00:00Z", 200);

        StorageStatus storage = read();

        assertThat(storage.bytesPerDay())
                .as("what is older than 30 days left out")
                .isEqualTo(10L << 20);
        assertThat(storage.free()).isBetween(900L << 20, 1L << 30);
        assertThat(storage.fullAt())
                .isBetween(Instant.parse("2026-05-30T00:00:00Z"), Instant.parse("2026-06-12T00:00:00Z"));
    }

    @Test
    void measuresOfLessThanADayTellNoGrowth() throws Exception {
        measured("2026-02-28T12:00:00Z", 100);
        measured("2026-03-01T00:00:00Z", 200);

        assertThat(read().bytesPerDay()).isNull();
        assertThat(read().fullAt()).isNull();
    }

    @Test
    void eachLayerIsWhatItsTablesAndFilesTake() throws Exception {
        Files.createDirectories(home.resolve("logs"));
        Files.write(home.resolve("logs").resolve("a.log"), new byte[123]);
        database.execute("""
                create schema stg_x; create table stg_x.t as select n from generate_series(1, 10000) n;
                insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256)
                values ('p', 's', 'a', 'e', 'r', now(), 'm', 4567, 1, '')""");

        StorageStatus storage = read();

        assertThat(storage.layers())
                .contains(
                        new StorageStatus.Layer("bronze", 4567),
                        new StorageStatus.Layer(
                                "silver",
                                Long.parseLong(database.rows("select pg_total_relation_size('stg_x.t')")
                                        .get(0))),
                        new StorageStatus.Layer("logs", 123));
        assertThat(storage.tables()).extracting(StorageStatus.TableSize::name).contains("stg_x.t", "ops.file");
    }
}
