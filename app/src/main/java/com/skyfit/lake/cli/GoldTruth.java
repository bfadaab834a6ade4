package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.simulator.world.TrueRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares gold with what is true at simulated sources, which no real source would tell. */
final class GoldTruth {

    private final Warehouse warehouse;

    GoldTruth(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** What of one scope of a table is not as it is at the source. A record that was deleted before it was ever read is in no list. */
    List<String> differences(Table table, String scope, List<TrueRecord> records) throws SQLException {
        Map<String, Boolean> deletedById = read(table, scope);
        List<String> differences = new ArrayList<>();
        for (TrueRecord record : records) {
            Boolean deleted = deletedById.remove(record.key());
            String name = GoldTable.of(table) + " " + scope + " " + record.key();
            if (deleted == null && !record.deleted()) {
                differences.add(name + " is missing");
            } else if (deleted != null && deleted != record.deleted()) {
                differences.add(name
                        + (deleted ? " is marked deleted but exists at the source" : " is deleted but not marked"));
            }
        }
        deletedById
                .keySet()
                .forEach(key -> differences.add(
                        GoldTable.of(table) + " " + scope + " " + key + " has never existed at the source"));
        return differences;
    }

    private Map<String, Boolean> read(Table table, String scope) throws SQLException {
        Map<String, Boolean> deletedById = new HashMap<>();
        try (Connection connection = warehouse.connect()) {
            Query.of(
                            connection,
                            Template.of("select {key}::text as id, is_deleted from {gold} where scope = :scope")
                                    .with("key", Sql.name(table.key().get(0)))
                                    .with("gold", GoldTable.of(table).sql())
                                    .sql())
                    .bind("scope", scope)
                    .each(row -> deletedById.put(row.text("id"), row.flag("is_deleted")));
        }
        return deletedById;
    }
}
