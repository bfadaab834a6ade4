package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether a business key has one row. */
final class DuplicateKeys implements Check {

    @Override
    public String name() {
        return "duplicate-keys";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            for (Table table : entity.entity().tables()) {
                long doubled = hasUniqueKey(evidence, table) ? 0 : doubledKeys(evidence, entity, table);
                results.add(result(
                        GoldTable.of(table) + " " + entity.scope(),
                        doubled == 0,
                        doubled + " keys with more than one row",
                        "0",
                        "the table has lost its primary key: restore it, then run 'skyfit transform'"));
            }
        }
        return results;
    }

    /** If the database itself rules out duplicate keys, nothing has to be counted. */
    private static boolean hasUniqueKey(Evidence evidence, Table table) throws SQLException {
        return Query.of(evidence.connection(), Query.stored(DuplicateKeys.class, "unique-key"))
                .bind("table", GoldTable.of(table).sql())
                .bind(
                        "key",
                        Stream.concat(table.key().stream(), Stream.of("scope")).toList())
                .one(row -> row.flag("is_unique"));
    }

    private static long doubledKeys(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        return Query.of(
                        evidence.connection(),
                        Template.of("""
                        select count(*) as n
                        from (select from {gold} where scope = :scope group by {key} having count(*) > 1) doubled""")
                                .with("gold", GoldTable.of(table).sql())
                                .with("key", Sql.names(table.key()))
                                .sql())
                .bind("scope", entity.scope())
                .one(row -> row.number("n"));
    }
}
