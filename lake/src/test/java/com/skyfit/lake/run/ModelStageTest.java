package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelStageTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private List<String> results(ModelProject project) throws Exception {
        RunLedger ledger = new RunLedger(database.get());
        Recorder recorder = new Recorder(
                ledger.start("models build", "test", Instant.parse("2026-01-01T06:00:00Z")), ledger, RunListener.NONE);
        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            new ModelStage(database.get(), new Outage(lock, Outage.LIMIT), recorder)
                    .run(project, new RunOptions(Set.of(Stage.MODELS)));
        }
        return recorder.results().stream()
                .map(result -> result.unit() + " " + result.status().text() + " "
                        + result.moved().rowsOut() + " "
                        + result.message().replaceFirst("(division by zero|not supported).*", "$1"))
                .toList();
    }

    @Test
    void aModelThatFailsTakesThoseWithItThatReadItAndNoOthers() throws Exception {
        ModelProject project = TestProject.of(
                "models/fails.sql", "{{ config(materialized='table') }} select 1 / 0 as id",
                "models/reads_it.sql", "select * from {{ ref('fails') }}",
                "models/reads_that.sql", "select * from {{ ref('reads_it') }}",
                "models/refused.sql", "select {{ run_query('x') }}",
                "models/reads_refused.sql", "select * from {{ ref('refused') }}",
                "models/sound.sql", "{{ config(materialized='table') }} select generate_series(1, 3) as id");

        assertThat(results(project))
                .containsExactlyInAnyOrder(
                        "models models.*.refused failed 0 models/refused.sql:1: The Jinja function 'run_query' is not supported",
                        "models models.*.fails failed 0 ERROR: division by zero",
                        "models models.*.reads_it failed 0 not built, it stays as it was: it reads fails, which failed",
                        "models models.*.reads_that failed 0 not built, it stays as it was: it reads reads_it, which failed",
                        "models models.*.reads_refused failed 0 not built, it stays as it was: it reads refused, which failed",
                        "models models.*.sound succeeded 3 ");
        assertThat(database.rows("select count(*) from core.sound")).containsExactly("3");
    }

    @Test
    void theLedgerHasAResultOfEachModel() throws Exception {
        results(TestProject.of("models/sound.sql", "select 1 as id"));

        assertThat(database.rows("select stage, source, scope, entity, status from ops.run_unit"))
                .containsExactly("models|models|*|sound|succeeded");
    }
}
