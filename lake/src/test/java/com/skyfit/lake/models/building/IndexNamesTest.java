package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class IndexNamesTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private static Model model(String columns) {
        return TestProject.single(
                "sums",
                "{{ config(materialized='table', indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['status', 'id']}]) }}"
                        + " select " + columns + " from {{ source('raw', 'deals') }}");
    }

    private List<String> names() throws SQLException {
        return database.rows(
                "select indexname from pg_indexes where schemaname = 'core' and tablename = 'sums' order by 1");
    }

    @Test
    void indexesAreNamedAfterTheModelAlsoWhereOneTookThePlaceOfAnother() throws Exception {
        database.execute("create schema raw; create table raw.deals (id int, status text)");
        ModelBuilder builder = new ModelBuilder(database.get(), List.of());

        builder.build(model("id, status"), false);
        assertThat(names()).containsExactly("sums_id_idx", "sums_status_id_idx");

        builder.build(model("id, status, 1 as more"), false);
        assertThat(names()).containsExactly("sums_id_idx", "sums_status_id_idx");
    }
}
