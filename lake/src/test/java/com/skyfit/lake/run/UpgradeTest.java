package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.Digest;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A filled warehouse of the previous release is used by this one; {@code upgrade/README.md} explains how it was made. */
class UpgradeTest {

    /** An hour after its last run. */
    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

    private static final Set<Stage> STAGES = EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.MODELS, Stage.CHECK);

    @RegisterExtension
    private final TestWarehouse old = new TestWarehouse();

    @RegisterExtension
    private final TestWarehouse fresh = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    @BeforeEach
    void layDown() throws Exception {
        try (ZipInputStream lake = new ZipInputStream(resource("lake.zip"))) {
            for (ZipEntry entry = lake.getNextEntry(); entry != null; entry = lake.getNextEntry()) {
                Path file = home.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(lake, file);
            }
        }
        old.execute("drop schema ops cascade");
        try (InputStream dump = new GZIPInputStream(resource("database.sql.gz"));
                Connection connection = DriverManager.getConnection(
                        old.get().address().jdbcUrl(),
                        old.get().address().user(),
                        old.get().address().password());
                Statement statement = connection.createStatement()) {
            statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InputStream resource(String name) throws IOException {
        return Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("/upgrade/" + name), name);
    }

    private RunReport run(Warehouse warehouse, Set<Stage> stages) throws Exception {
        Configuration configuration =
                Configuration.resolve(new Settings(Map.of()), catalog, home, Selection.ALL, false);
        return new Pipeline(
                        configuration,
                        warehouse,
                        ScriptedSource.IMPATIENT,
                        InstantSource.fixed(NOW),
                        "test",
                        RunListener.NONE)
                .run("run", Selection.ALL, new RunOptions(stages));
    }

    @Test
    void nothingIsLoadedAgainAndGoldIsWhatThisReleaseMakesOfTheSameLake() throws Exception {
        List<String> loaded = old.rows("select blob_path, loaded_lines, loaded_at from ops.file order by 1");
        assertThat(loaded).hasSizeGreaterThan(40);

        RunReport report;
        try (Warehouse migrated = Warehouse.open(old.get().address())) {
            report = run(migrated, STAGES);
        }

        List<String> known = old.rows("select distinct source || '.' || scope || '.' || entity from ops.manifest");
        assertThat(report.findings().failures())
                .filteredOn(failure -> !isNew(failure, known))
                .extracting(CheckResult::toString)
                .isEmpty();
        assertThat(report.units()).extracting(UnitResult::status).doesNotContain(Status.FAILED);
        assertThat(report.units())
                .filteredOn(unit -> unit.unit().stage() == Stage.LOAD)
                .isNotEmpty()
                .extracting((UnitResult unit) -> unit.moved().rowsIn())
                .containsOnly(0L);
        assertThat(old.rows("select blob_path, loaded_lines, loaded_at from ops.file order by 1"))
                .isEqualTo(loaded);
        assertThat(Runs.written(run(old.get(), STAGES))).isZero();

        run(fresh.get(), EnumSet.of(Stage.LOAD, Stage.TRANSFORM));
        assertThat(Digest.of(old.get(), catalog, entity -> true))
                .isEqualTo(Digest.of(fresh.get(), catalog, entity -> true));
    }

    /** Of an entity that the earlier release did not read, a check rightly says that nobody has read it yet. */
    private static boolean isNew(CheckResult failure, List<String> known) {
        return Set.of("freshness", "deletion-capture").contains(failure.check())
                && failure.observed().endsWith(": never")
                && !known.contains(failure.subject());
    }

    @Test
    void extractionResumesWhereItStood() throws Exception {
        Manifests manifests = new Manifests(new LocalLake(home.resolve("lake")));

        List<Subject> subjects = new ArrayList<>();
        try (Connection connection = old.get().connect()) {
            Query.of(connection, "select distinct source, scope, entity from ops.manifest")
                    .each(row -> subjects.add(new Subject(row.text("source"), row.text("scope"), row.text("entity"))));
        }

        assertThat(subjects).hasSizeGreaterThan(20).allSatisfy(subject -> {
            Manifest newest = manifests.newest(subject).orElseThrow();
            assertThat(newest.complete()).isTrue();
            assertThat(newest.stateAfter()).isNotEmpty();
        });
        assertThat(manifests
                        .newest(new Subject("zendesk", "support", "tickets"))
                        .orElseThrow()
                        .stateAfter())
                .doesNotContainValue(ListingState.START);
    }
}
