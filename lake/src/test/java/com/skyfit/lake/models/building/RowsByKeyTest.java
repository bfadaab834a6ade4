package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.Proof;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table whose tests promise a key is compared by that key, and ends like one that is compared by whole rows. */
final class RowsByKeyTest {

    private static final String VALUES = "id, note, amount, payload, at";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private final Model byKey = model("by_key", "data_tests: [unique, not_null]");
    private final Model byContent = model("by_content", "data_tests: [not_null]");

    private static Model model(String name, String tests) {
        return TestProject.model(
                name,
                "models/" + name + ".sql",
                "{{ config(materialized='table') }} select " + VALUES + " from {{ source('raw', 'deals') }}",
                "models/schema.yml",
                "models: [{name: " + name + ", columns: [{name: id, " + tests + "}]}]");
    }

    @BeforeEach
    void rawTable() throws SQLException {
        database.execute("""
                create schema raw;
                create table raw.deals (id int, note text, amount numeric, payload json, at double precision);
                insert into raw.deals select n, 'note ' || n % 7, n, '{"a": 1}', n from generate_series(1, 50) n""");
        build(byKey);
        build(byContent);
    }

    private Built build(Model model) {
        try {
            return new ModelBuilder(database.get(), List.of()).build(model, false);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertBothShowTheQuery() throws SQLException {
        for (Model model : List.of(byKey, byContent)) {
            assertThat(database.rows("select t.*::text from " + model.relation().sql() + " t order by 1"))
                    .as(model.name())
                    .isEqualTo(database.rows("select t.*::text from raw.deals t order by 1"));
        }
    }

    @Test
    void afterAnyChangeBothHoldTheRowsOfTheQuery() throws SQLException {
        long seed = Proof.seed("RowsByKeyTest");
        Random random = new Random(seed);
        List<String> changes = List.of(
                "update raw.deals set note = null where id % 5 = ?",
                "update raw.deals set amount = amount::numeric(9, 2) where id % 5 = ?",
                "update raw.deals set amount = 'NaN', at = 'NaN' where id % 5 = ?",
                "update raw.deals set at = -at where id % 5 = ?",
                "update raw.deals set payload = '{\"a\":  1}' where id % 5 = ?",
                "delete from raw.deals where id % 11 = ?",
                "insert into raw.deals select max(id) + 1 + ?, 'new' from raw.deals",
                "insert into raw.deals select * from raw.deals where id % 23 = ?",
                "update raw.deals set id = null where id % 23 = ?");

        for (int step = 0; step < 40; step++) {
            String change = changes.get(random.nextInt(changes.size()));
            database.execute(change.replace("?", String.valueOf(random.nextInt(5))));

            build(byKey);
            build(byContent);

            assertBothShowTheQuery();
        }
    }

    @Test
    void onlyRowsThatDifferAreWritten() throws SQLException {
        database.execute("""
                update raw.deals set note = 'other' where id = 1;
                delete from raw.deals where id in (2, 3);
                insert into raw.deals values (70), (71), (72)""");

        assertThat(build(byKey).written()).isEqualTo(6);
        assertThat(build(byKey).written()).isZero();
    }

    @Test
    void aMergeRefusesARowWithoutAKey() {
        Model merged = TestProject.single("merged", """
                {{ config(materialized='incremental', incremental_strategy='merge', unique_key='id') }}
                select id from {{ source('raw', 'deals') }}""");
        build(merged);

        assertThatThrownBy(() -> {
                    database.execute("insert into raw.deals values (null)");
                    new ModelBuilder(database.get(), List.of()).build(merged, false);
                })
                .hasMessageContaining("or one in which it is null");
    }
}
