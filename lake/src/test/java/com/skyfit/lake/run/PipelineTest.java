package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs from a real HTTP server to real tables, by the smallest entity: Zendesk's groups, read completely every time. */
class PipelineTest {

    private static final String ANA = group(1, "Recepção");
    private static final String BIA = group(2, "Financeiro");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final ScriptedSource zendesk;

    PipelineTest() throws IOException {
        zendesk = new ScriptedSource();
    }

    @AfterEach
    void stop() {
        zendesk.close();
    }

    private static String group(long id, String name) {
        return "{\"id\":%d,\"name\":\"%s\",\"deleted\":false,\"updated_at\":\"2026-01-02T03:04:05Z\"}"
                .formatted(id, name);
    }

    private static String page(String... groups) {
        return "{\"groups\":[" + String.join(",", groups) + "],\"meta\":{\"has_more\":false,\"after_cursor\":null}}";
    }

    private RunReport run(Stage... stages) throws Exception {
        return run("groups", EnumSet.copyOf(Set.of(stages)));
    }

    private RunReport run(String entity, Set<Stage> stages) throws Exception {
        Selection selection = new Selection("zendesk", null, entity);
        Settings settings = new Settings(Map.of(
                "ZENDESK_BASE_URL", zendesk.url(),
                "ZENDESK_EMAIL", "dados@skyfit.example",
                "ZENDESK_API_TOKEN", "canary-secret"));
        Configuration configuration = Configuration.resolve(
                settings, CatalogReader.shipped(), home, selection, stages.contains(Stage.EXTRACT));
        return Runs.run(configuration, database.get(), selection, new RunOptions(stages));
    }

    private RunReport runAll() throws Exception {
        return run(Stage.EXTRACT, Stage.LOAD, Stage.TRANSFORM);
    }

    @Test
    void recordsOfTheSourceBecomeRowsOfGold() throws Exception {
        zendesk.then(page(ANA, BIA));

        RunReport report = runAll();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.units())
                .extracting(unit -> unit.unit() + " " + unit.moved().rowsIn() + "->"
                        + unit.moved().rowsOut())
                .containsExactly(
                        "extract zendesk.support.groups 2->2",
                        "load zendesk.support.groups 2->2",
                        "transform zendesk.*.groups 2->2");
        assertThat(database.rows("select group_id, name from core.zd_groups order by 1"))
                .containsExactly("1|Recepção", "2|Financeiro");
    }

    @Test
    void aRunWithoutChangesAtTheSourceChangesNoRow() throws Exception {
        zendesk.then(page(ANA, BIA)).then(page(ANA, BIA));
        runAll();
        String before = "select group_id, _loaded_at, _updated_at from core.zd_groups order by 1";
        var rows = database.rows(before);

        RunReport report = runAll();

        assertThat(report.units().get(2).moved().rowsOut()).isZero();
        assertThat(database.rows(before)).isEqualTo(rows);
    }

    @Test
    void aRecordThatTheSourceNoLongerListsIsMarkedAsDeleted() throws Exception {
        zendesk.then(page(ANA, BIA)).then(page(ANA));
        runAll();
        runAll();

        assertThat(database.rows("select group_id, is_deleted from core.zd_groups order by 1"))
                .containsExactly("1|f", "2|t");
    }

    @Test
    void aSourceThatRefusesFailsItsUnitAndWhatIsThereIsStillLoaded() throws Exception {
        zendesk.then(page(ANA)).then(401, Map.of(), "{\"error\":\"Couldn't authenticate you\"}");
        run(Stage.EXTRACT);

        RunReport report = runAll();

        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.units().get(0).message())
                .contains("401", "ZENDESK_API_TOKEN")
                .doesNotContain("canary");
        assertThat(database.rows("select name from core.zd_groups")).containsExactly("Recepção");
    }

    @Test
    void aSpentBudgetParksTheUnit() throws Exception {
        zendesk.then(429, Map.of("retry-after", "90000"), "");

        RunReport report = run(Stage.EXTRACT);

        assertThat(report.units().get(0).status()).isEqualTo(Status.PARKED);
        assertThat(report.exitCode()).isEqualTo(ExitCode.PARKED);
    }

    @Test
    void anEntityThatTheAccountsPlanDoesNotOfferIsNoFailure() throws Exception {
        zendesk.then(404, Map.of(), "{\"error\":\"InvalidEndpoint\",\"description\":\"Not found\"}");

        RunReport report = run("ticket_forms", Set.of(Stage.EXTRACT));

        assertThat(report.units().get(0).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aRunLeavesItsAccountInTheLedger() throws Exception {
        zendesk.then(page(ANA));
        RunReport report = runAll();

        assertThat(database.rows("select run_id, command, status, exit_code from ops.run"))
                .containsExactly(report.runId() + "|run|succeeded|0");
        assertThat(database.rows("select stage, status, rows_in, rows_out from ops.run_unit order by finished_at"))
                .containsExactly("extract|succeeded|1|1", "load|succeeded|1|1", "transform|succeeded|1|1");
    }

    @Test
    void aCheckThatFailsSetsItsExitCode() throws Exception {
        zendesk.then(page(ANA, "{}"));

        RunReport report = run("groups", EnumSet.allOf(Stage.class));

        assertThat(report.findings().failures())
                .extracting(failure -> failure.check() + " " + failure.subject())
                .containsExactly("quarantine zendesk.support.groups");
        assertThat(report.findings().reconciliations().get(0).equation())
                .isEqualTo("2 records = 2 lines = 1 silver + 1 quarantined; silver = 1 gold + 0 older versions");
        assertThat(report.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED);
        assertThat(database.rows("select status, exit_code from ops.run")).containsExactly("checks_failed|3");
    }

    @Test
    void aSecondWriterIsTurnedAway() throws Exception {
        try (var held = database.get().tryLock().orElseThrow()) {
            held.enter("20260107T060000Z");
            assertThatThrownBy(this::runAll)
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining("Run 20260107T060000Z on ")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageMatching(".*last heartbeat \\d+ s ago.*");
        }
        assertThat(database.rows("select count(*) from ops.run")).containsExactly("0");
    }
}
