package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.world.TrueRecord;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which records gold has and which the sources, each by source, entity, scope, key and whether it is deleted. */
public record GoldAndTruth(TestWarehouse database, Catalog catalog, Simulator simulator) {

    /** All rows of the records' own tables. */
    public Set<String> gold() throws Exception {
        Set<String> rows = new TreeSet<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                Table table = entity.table();
                for (String row : database.rows(
                        "select scope, " + table.key().get(0) + ", is_deleted from core." + table.name())) {
                    rows.add(source.name() + "|" + entity.name() + "|" + row);
                }
            }
        }
        return rows;
    }

    /**
     * All records of the catalog's entities that live, and the deleted ones that gold knows.
     *
     * @param known what gold has
     */
    public Set<String> truth(Set<String> known) {
        return simulator.truth().stream()
                .filter(record -> catalog.source(record.source()).entities().stream()
                        .anyMatch(entity -> entity.name().equals(record.entity())))
                .filter(record -> !record.deleted() || known.contains(row(record)))
                .map(GoldAndTruth::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(TrueRecord record) {
        return String.join(
                "|", record.source(), record.entity(), record.scope(), record.key(), record.deleted() ? "t" : "f");
    }
}
