package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL that brings prepared rows into a gold table: only what differs is written. */
final class MergeSql {

    private final Table table;
    private final String rows;
    private final List<String> business;

    /** Takes the table and the temporary table that holds its new rows. */
    MergeSql(Table table, String rows) {
        this.table = table;
        this.rows = rows;
        List<String> names = new ArrayList<>();
        table.columns().stream()
                .map(Column::name)
                .filter(name -> !table.key().contains(name))
                .forEach(names::add);
        names.add(SystemColumns.IS_DELETED);
        this.business = names;
    }

    /** Removes from the prepared rows those that are older than what gold shows. */
    String dropStale() {
        return """
                delete from %s b using %s g join ops.file gf on gf.file_id = g._file_id
                where %s and (b._source_version, b._source_run_id collate "C", b._blob_path collate "C", b._line_no)
                    < (g._source_version, g._source_run_id collate "C", gf.blob_path collate "C", g._line_no)""".formatted(rows, GoldSchema.sql(table), sameKey());
    }

    /** Writes the rows whose values differ. */
    String updateChanged() {
        return "update " + GoldSchema.sql(table) + " g set " + assignments(business) + ", "
                + assignments(SystemColumns.LINEAGE) + ", _updated_at = now() from " + rows + " b where " + sameKey()
                + " and (" + columns("g", business) + ") is distinct from (" + columns("b", business) + ")";
    }

    /** Lets the lineage of unchanged rows follow their newest observation; {@code _updated_at} stays. */
    String confirmUnchanged() {
        return "update " + GoldSchema.sql(table) + " g set " + assignments(SystemColumns.LINEAGE) + " from " + rows
                + " b where " + sameKey() + " and (g._file_id, g._line_no) <> (b._file_id, b._line_no)";
    }

    /** Writes the rows that gold does not have. */
    String insertNew() {
        List<String> all = new ArrayList<>(table.key());
        all.add(SystemColumns.SCOPE);
        all.addAll(business);
        all.addAll(SystemColumns.LINEAGE);
        return "insert into " + GoldSchema.sql(table) + " (" + Sql.names(all) + ") select " + columns("b", all)
                + " from " + rows + " b where not exists (select from " + GoldSchema.sql(table) + " g where "
                + sameKey() + ")";
    }

    private String sameKey() {
        return table.key().stream()
                .map(key -> "g." + Sql.name(key) + " = b." + Sql.name(key))
                .collect(Collectors.joining(" and ", "", " and g.scope = b.scope"));
    }

    private static String assignments(List<String> names) {
        return names.stream()
                .map(name -> Sql.name(name) + " = b." + Sql.name(name))
                .collect(Collectors.joining(", "));
    }

    private static String columns(String alias, List<String> names) {
        return names.stream().map(name -> alias + "." + Sql.name(name)).collect(Collectors.joining(", "));
    }
}
