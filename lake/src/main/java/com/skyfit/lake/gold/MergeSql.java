package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL that brings prepared rows into a gold table: only what differs is written. */
final class MergeSql {

    /** The temporary table that says how prepared rows and gold differ. */
    static final String COMPARED = "compared";

    /** A prepared row is older than what gold shows. */
    private static final String STALE = """
            (b._source_version, b._source_run_id collate "C", b._blob_path collate "C", b._line_no)
                < (g._source_version, g._source_run_id collate "C", gf.blob_path collate "C", g._line_no)""";

    private final Target target;
    private final Table table;
    private final String rows;
    private final List<String> business;

    /** Takes the table and the temporary table that holds its new rows. */
    MergeSql(Target target, Table table, String rows) {
        this.target = target;
        this.table = table;
        this.rows = rows;
        this.business = business(table);
    }

    /** The columns that an insert fills; the others are the table's own to fill. */
    static List<String> insertedColumns(Table table) {
        List<String> names = new ArrayList<>(table.key());
        names.add(SystemColumns.SCOPE);
        names.addAll(business(table));
        names.addAll(SystemColumns.LINEAGE);
        if (!table.isChild()) {
            names.add("_last_seen_run_id");
        }
        return names;
    }

    private static List<String> business(Table table) {
        List<String> names = new ArrayList<>();
        table.columns().stream()
                .map(Column::name)
                .filter(name -> !table.key().contains(name))
                .forEach(names::add);
        names.add(SystemColumns.IS_DELETED);
        return names;
    }

    /**
     * Creates {@link #COMPARED}: each prepared row, the row of gold with its key, and what makes them differ. The tables are joined this once;
     * everything after it goes by the places of rows, which nobody moves meanwhile: one writer holds the lock, and each row is written once.
     */
    String compare() {
        return """
                create temporary table %s on commit drop as
                select b.ctid as place, g.ctid as shown, coalesce(%s, false) as stale, %s as seen_later, (%s) is distinct from (%s) as differs,
                    (g._file_id, g._line_no) <> (b._file_id, b._line_no) as moved
                from %s b left join %s g on %s left join ops.file gf on gf.file_id = g._file_id""".formatted(
                        COMPARED,
                        table.isChild() ? "false" : STALE,
                        table.isChild() ? "false" : "b._last_seen_run_id > g._last_seen_run_id",
                        columns("g", business),
                        columns("b", business),
                        rows,
                        target.sql(table),
                        sameKey());
    }

    /**
     * Lets gold know that a later run saw the record, though in an older version than the one shown. A record that was missed in a listing
     * is no longer missed then; {@link Absence} looks again.
     */
    String noteStale() {
        return """
                update %s g set _last_seen_run_id = b._last_seen_run_id,
                    is_deleted = g.is_deleted and g._absent_from_run_id is null,
                    _deleted_at = case when g._absent_from_run_id is null then g._deleted_at end,
                    _absent_from_run_id = null,
                    _updated_at = case when g._absent_from_run_id is null then g._updated_at else now() end
                from %s and c.stale and c.seen_later""".formatted(target.sql(table), compared());
    }

    /** Writes the rows whose values differ. */
    String updateChanged() {
        return "update " + target.sql(table) + " g set " + assignments(business) + ", " + lineage()
                + ", _updated_at = now() from " + compared() + " and c.differs";
    }

    /** Lets the lineage of unchanged rows follow their newest observation; {@code _updated_at} stays. */
    String confirmUnchanged() {
        return "update " + target.sql(table) + " g set " + lineage() + " from " + compared()
                + " and not c.differs and c.moved";
    }

    /** Writes the rows that gold does not have. */
    String insertNew() {
        List<String> all = insertedColumns(table);
        return "insert into " + target.sql(table) + " (" + Sql.names(all) + ") select " + columns("b", all) + " from "
                + rows + " b join " + COMPARED + " c on b.ctid = c.place where c.shown is null";
    }

    /** The same for a table of records, whose keys are counted; yields how many it inserted. */
    String insertNewRecords(String source, Entity entity) {
        return "with inserted as (" + insertNew() + " returning scope), " + countKeys(source, entity);
    }

    /**
     * The end of a statement with a CTE {@code inserted (scope)}: enters the new keys in the account {@code ops.gold_keys}, against which
     * the reconciliation holds the table, and yields how many there are.
     */
    static String countKeys(String source, Entity entity) {
        return """
                counted as (select scope, count(*) as n from inserted group by scope),
                noted as (
                    insert into ops.gold_keys as k (source, entity, scope, keys) select %s, %s, scope, n from counted
                    on conflict (source, entity, scope) do update set keys = k.keys + excluded.keys
                )
                select coalesce(sum(n), 0)::bigint from counted""".formatted(Sql.literal(source), Sql.literal(entity.name()));
    }

    /** The prepared rows b, joined to the rows g of gold. */
    private String compared() {
        return COMPARED + " c join " + rows + " b on b.ctid = c.place where g.ctid = c.shown";
    }

    private String lineage() {
        String common = assignments(SystemColumns.LINEAGE);
        return table.isChild()
                ? common
                : common
                        + ", _absent_from_run_id = null, _last_seen_run_id = greatest(g._last_seen_run_id, b._last_seen_run_id)";
    }

    /** Removes from gold what was built aside no longer has. */
    String deleteSurplus() {
        return "delete from " + target.sql(table) + " g where not exists (select from " + rows + " b where " + sameKey()
                + ")";
    }

    /** Makes the rows of gold what was built aside; {@code _updated_at} moves where a value differs, and nothing is written where nothing does. */
    String replaceDiffering() {
        List<String> bookkeeping = new ArrayList<>(SystemColumns.LINEAGE);
        if (!table.isChild()) {
            bookkeeping.add("_last_seen_run_id");
            bookkeeping.add("_absent_from_run_id");
        }
        List<String> all = new ArrayList<>(business);
        all.addAll(bookkeeping);
        return "update " + target.sql(table) + " g set " + assignments(all) + ", _updated_at = case when ("
                + columns("g", business) + ") is distinct from (" + columns("b", business)
                + ") then now() else g._updated_at end from " + rows + " b where " + sameKey() + " and ("
                + columns("g", all) + ") is distinct from (" + columns("b", all) + ")";
    }

    /** Inserts what was built aside and gold lacks. */
    String insertMissing() {
        List<String> all = insertedColumns(table);
        if (!table.isChild()) {
            all.add("_absent_from_run_id");
        }
        return "insert into " + target.sql(table) + " (" + Sql.names(all) + ") select " + columns("b", all) + " from "
                + rows + " b where not exists (select from " + target.sql(table) + " g where " + sameKey() + ")";
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
