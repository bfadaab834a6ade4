package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.backup.Backup;
import com.skyfit.lake.backup.BackupException;
import com.skyfit.lake.backup.Restore;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database is lost: a backup and bronze give all of it again. */
final class RestoreTest {

    private static final Instant MOMENT = Instant.parse("2026-11-27T09:00:00Z");
    private static final String NAME = "20261127T090000Z";

    @RegisterExtension
    private final TestWarehouse lost = new TestWarehouse();

    @RegisterExtension
    private final TestWarehouse empty = new TestWarehouse();

    @TempDir
    Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private LocalLake lake;

    @BeforeEach
    void lake() {
        lake = new LocalLake(home.resolve("lake"));
    }

    private void backUp() throws IOException, SQLException {
        new Backup(lost.get(), lake, "test").write(MOMENT);
    }

    private Restore.Restored restore() throws IOException, SQLException {
        return new Restore(empty.get(), lake).run(NAME, "20261127T100000Z");
    }

    /** Everything that people read: rows of gold and of models, without moments of this database. */
    private static List<String> read(TestWarehouse database) throws SQLException {
        List<String> read = new ArrayList<>();
        for (String table : database.rows("""
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                where table_schema in ('core', 'bi') and table_name not like 'data\\_%' order by 1""")) {
            read.add(table + " "
                    + database.rows(
                                    "select count(*), md5(coalesce(string_agg(row_text, '' order by row_text), '')) from (select"
                                            + " (to_jsonb(t) - array['_updated_at', '_loaded_at', '_file_id', '_known_until'])::text as row_text from "
                                            + table + " t) r")
                            .get(0));
        }
        return read;
    }

    @Test
    void afterARestoreARunOnBronzeMakesEveryTableAndEveryKeyAgain() throws Exception {
        ScopeNumbers.give(lost.get(), List.of("somewhere", "support", "expansao"));
        Map<String, String> settings;
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(5, 0.002, Instant.now()))) {
            settings = simulator.settings();
            assertThat(Runs.run(settings, catalog, home, lost.get()).exitCode()).isEqualTo(ExitCode.OK);
        }
        giveCustomFieldsOtherNames();
        backUp();

        restore();
        Configuration configuration =
                Configuration.resolve(new Settings(settings), catalog, home, Selection.ALL, false);
        Runs.run(configuration, lost.get(), EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.MODELS));
        Runs.run(configuration, empty.get(), EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.MODELS));

        assertThat(read(empty)).isEqualTo(read(lost));
        assertThat(empty.rows("select count(*) from ops.run where command = 'run' and status = 'succeeded'"))
                .isEqualTo(lost.rows("select count(*) from ops.run where command = 'run' and status = 'succeeded'"));
        assertThat(empty.rows("select count(*) from bi.fact_deal where scope_key = 1"))
                .containsExactly("0");
    }

    /** As if the definitions had had other names when they were first seen. */
    private void giveCustomFieldsOtherNames() throws SQLException {
        lost.execute("update ops.custom_field_column set column_name = column_name || '_once' where position = 1");
        for (String view : lost.rows(
                "select oid::regclass from pg_class where relkind = 'v' and relname like 'vw\\_%\\_custom\\_%'")) {
            lost.execute("drop view " + view);
        }
        lost.execute("delete from ops.gold_view where view_name like '%\\_custom\\_%'");
    }

    private void decide() throws SQLException {
        lost.execute("""
                insert into ops.run (run_id, command, version, started_at, status)
                values ('20261126T060000Z', 'run', 'test', '2026-11-26T06:00:00Z', 'succeeded');
                insert into ops.scope (scope, number) values ('comercial', 7);
                insert into ops.absence (source, scope, entity, run_id, listing_began, live, absent, outcome, confirmed, reason)
                values ('pipedrive', 'comercial', 'deals', '20261126T060000Z', '20261126T060000Z', 10, 9, 'marked', true, E'quoted \\"text\\",\\nwith a line');
                insert into ops.reader (role, personal) values ('role of another server', false)""");
    }

    @Test
    void whatPeopleDecidedComesAsItWas() throws Exception {
        decide();
        lost.execute("alter table ops.run_unit drop column requests");
        backUp();

        Restore.Restored restored = restore();

        for (String table : List.of("run", "scope", "absence")) {
            assertThat(empty.rows("select * from ops." + table))
                    .as(table)
                    .isEqualTo(lost.rows("select * from ops." + table));
        }
        assertThat(restored.missingRoles()).containsExactly("role of another server");
        assertThat(empty.rows("select count(*) from ops.reader")).containsExactly("0");
    }

    @Test
    void aDatabaseThatRunsHaveUsedIsRefused() throws Exception {
        decide();
        backUp();
        empty.execute("insert into ops.run (run_id, command, version, started_at) values ('r', 'run', 'test', now())");

        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("restore into an empty one");
    }

    @Test
    void aBackupWhoseBytesChangedIsRefusedAndNothingComes() throws Exception {
        decide();
        backUp();
        Path table = home.resolve("lake/_backups/" + NAME + "/absence.csv.gz");
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 2] ^= 1;
        table.toFile().setWritable(true);
        Files.write(table, bytes);

        assertThatThrownBy(this::restore)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("the hash of its table absence differs");
        assertThat(empty.rows("select count(*) from ops.run")).containsExactly("0");
    }

    @Test
    void aBackupOfANewerProgramIsRefused() throws Exception {
        lost.execute("""
                insert into ops.schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (9999, '9999', 'later', 'SQL', 'later', 'test', 0, true)""");
        backUp();

        assertThatThrownBy(this::restore).isInstanceOf(BackupException.class).hasMessageContaining("which is newer");
    }

    @Test
    void anInterruptedBackupIsNone() throws Exception {
        backUp();
        new Backup(lost.get(), lake, "test").write(MOMENT.plusSeconds(60));
        Path contents = home.resolve("lake/_backups/20261127T090100Z/backup.json");
        contents.getParent().toFile().setWritable(true);
        Files.delete(contents);

        assertThat(Backup.names(lake)).containsExactly(NAME);
        assertThatThrownBy(() -> new Restore(empty.get(), lake).run("20261127T090100Z", "r"))
                .hasMessageContaining("There is no backup 20261127T090100Z");
    }
}
