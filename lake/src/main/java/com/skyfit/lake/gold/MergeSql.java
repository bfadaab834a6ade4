package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.SystemColumns;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that brings prepared rows into a gold table: only what differs is written. In all statements g are the rows of gold, b the prepared
 * ones and c how they compare.
 */
final class MergeSql {

    /** Of records, since the rows of a child table come and go with their record. */
    private static final String STALE = """
            (coalesce(b._source_version, '-infinity'), b._source_run_id collate "C", b._blob_path collate "C", b._line_no)
                < (coalesce(g._source_version, '-infinity'), g._source_run_id collate "C", gf.blob_path collate "C", g._line_no)""";

    private final Table table;
    private final String gold;
    private final String rows;
    private final List<String> business;

    /** Merges a temporary table of new rows into the table of the target. */
    MergeSql(Target target, Table table, String rows) {
        this.table = table;
        this.gold = target.sql(table);
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
                .map(column -> column.name())
                .filter(name -> !table.key().contains(name))
                .forEach(names::add);
        names.add(SystemColumns.IS_DELETED);
        return names;
    }

    /**
     * Creates {@code compared}: each prepared row, the row of gold with its key, and what makes them differ. The tables are joined this once;
     * everything after it uses the locations of rows, which nobody moves meanwhile: one writer holds the lock, and each row is written once.
     */
    String compare() {
        return Template.of("""
                        create temporary table compared on commit drop as
                        select b.ctid as place, g.ctid as shown, coalesce({stale}, false) as stale, {seen_later} as seen_later,
                            ({shown_values}) is distinct from ({new_values}) as differs,
                            (g._file_id, g._line_no) <> (b._file_id, b._line_no) as moved, {was_absent} as was_absent
                        from {rows} b left join {gold} g on {same_key} left join ops.file gf on gf.file_id = g._file_id""")
                .with("stale", table.isChild() ? "false" : STALE)
                .with("seen_later", table.isChild() ? "false" : "b._last_seen_run_id > g._last_seen_run_id")
                .with("was_absent", table.isChild() ? "false" : "g._absent_from_run_id is not null")
                .with("shown_values", columns("g", business))
                .with("new_values", columns("b", business))
                .with("rows", rows)
                .with("gold", gold)
                .with("same_key", sameKey())
                .sql();
    }

    /**
     * Records in gold that a later run saw the record, though in an older version than the one shown. A record that was missing from a listing
     * is no longer missing then; {@link Absence} judges again.
     */
    String noteStale() {
        return Template.of("""
                        update {gold} g set
                            _last_seen_run_id = b._last_seen_run_id,
                            is_deleted = g.is_deleted and g._absent_from_run_id is null,
                            _deleted_at = case when g._absent_from_run_id is null then g._deleted_at end,
                            _absent_from_run_id = null,
                            _updated_at = case when g._absent_from_run_id is null then g._updated_at else now() end
                        from compared c join {rows} b on b.ctid = c.place
                        where g.ctid = c.shown and c.stale and c.seen_later""").with("gold", gold).with("rows", rows).sql();
    }

    /** Writes the rows whose values differ. */
    String updateChanged() {
        return Template.of("""
                        update {gold} g set {values}, {lineage}, _updated_at = now()
                        from compared c join {rows} b on b.ctid = c.place
                        where g.ctid = c.shown and c.differs""")
                .with("gold", gold)
                .with("values", assignments(business))
                .with("lineage", lineage())
                .with("rows", rows)
                .sql();
    }

    /**
     * Moves the lineage of unchanged rows to their newest observation; {@code _updated_at} stays. That may be the one shown, if its part is
     * loaded again, and still an older version beside it may be of a later run.
     */
    String confirmUnchanged() {
        return Template.of("""
                        update {gold} g set {lineage}
                        from compared c join {rows} b on b.ctid = c.place
                        where g.ctid = c.shown and not c.differs and (c.moved or c.seen_later)""")
                .with("gold", gold)
                .with("lineage", lineage())
                .with("rows", rows)
                .sql();
    }

    private String lineage() {
        String common = assignments(SystemColumns.LINEAGE);
        return table.isChild()
                ? common
                : common
                        + ", _absent_from_run_id = null, _last_seen_run_id = greatest(g._last_seen_run_id, b._last_seen_run_id)";
    }

    /** Writes the rows that gold does not have. */
    String insertNew() {
        List<String> all = insertedColumns(table);
        return Template.of("""
                        insert into {gold} ({columns})
                        select {values} from {rows} b join compared c on b.ctid = c.place where c.shown is null""")
                .with("gold", gold)
                .with("columns", Sql.names(all))
                .with("values", columns("b", all))
                .with("rows", rows)
                .sql();
    }

    /** The same for a table of records, whose keys are counted; yields how many it {@code inserted}. */
    String insertNewRecords(String source, Entity entity) {
        return Template.of("""
                        with inserted as ({insert_new} returning scope),
                        {count_keys}""")
                .with("insert_new", insertNew())
                .with("count_keys", countKeys(source, entity))
                .sql();
    }

    /**
     * The end of a statement with a CTE {@code inserted (scope)}: enters the new keys in {@code ops.gold_keys}, against which the
     * reconciliation holds the table, and yields how many there are.
     */
    static String countKeys(String source, Entity entity) {
        return Template.of("""
                        counted as (select scope, count(*) as n from inserted group by scope),
                        noted as (
                            insert into ops.gold_keys as k (source, entity, scope, keys)
                            select {source}, {entity}, scope, n from counted
                            on conflict (source, entity, scope) do update set keys = k.keys + excluded.keys
                        )
                        select coalesce(sum(n), 0)::bigint as inserted from counted""")
                .with("source", Sql.literal(source))
                .with("entity", Sql.literal(entity.name()))
                .sql();
    }

    /** Removes rows from gold that the tables built aside do not have. */
    String deleteSurplus() {
        return Template.of("delete from {gold} g where not exists (select from {rows} b where {same_key})")
                .with("gold", gold)
                .with("rows", rows)
                .with("same_key", sameKey())
                .sql();
    }

    /** Makes the rows of gold equal to those built aside; {@code _updated_at} moves if a value differs, and nothing is written if none does. */
    String replaceDiffering() {
        List<String> all = new ArrayList<>(business);
        all.addAll(SystemColumns.LINEAGE);
        if (!table.isChild()) {
            all.add("_last_seen_run_id");
            all.add("_absent_from_run_id");
        }
        return Template.of("""
                        update {gold} g set {values},
                            _updated_at = case when ({shown_business}) is distinct from ({new_business}) then now() else g._updated_at end
                        from {rows} b
                        where {same_key} and ({shown_values}) is distinct from ({new_values})""")
                .with("gold", gold)
                .with("values", assignments(all))
                .with("shown_business", columns("g", business))
                .with("new_business", columns("b", business))
                .with("rows", rows)
                .with("same_key", sameKey())
                .with("shown_values", columns("g", all))
                .with("new_values", columns("b", all))
                .sql();
    }

    /** Inserts rows that were built aside and are missing in gold. */
    String insertMissing() {
        List<String> all = insertedColumns(table);
        if (!table.isChild()) {
            all.add("_absent_from_run_id");
        }
        return Template.of("""
                        insert into {gold} ({columns})
                        select {values} from {rows} b where not exists (select from {gold} g where {same_key})""")
                .with("gold", gold)
                .with("columns", Sql.names(all))
                .with("values", columns("b", all))
                .with("rows", rows)
                .with("same_key", sameKey())
                .sql();
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
