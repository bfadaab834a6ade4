package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL that reads the new silver rows of an entity, each payload decompressed once, as rows of its table.
 *
 * <p>Casts come in two forms. The optimistic one lets the database fail at the first value that is not of its column's type; only then is
 * the work done again in the guarded form, which makes such values null and leaves their texts for quarantine.
 */
final class BatchSql {

    /** The temporary table of observations, of which only the winners are left in the end. */
    static final String BATCH = "batch";

    /** The temporary table of the guarded form: every value still a text. */
    static final String TEXTS = "batch_text";

    static final String UNKNOWN = "_unknown";

    private final Entity entity;
    private final Table table;
    private final Target target;

    BatchSql(Entity entity, Target target) {
        this.entity = entity;
        this.target = target;
        this.table = entity.table();
    }

    /** Creates {@link #BATCH} straight from silver; one parameter: the array of file numbers. */
    String optimistic(String silver) {
        return "create temporary table " + BATCH + " on commit drop as " + typed(silver, "");
    }

    /** Creates {@link #BATCH} from those silver rows that gold shows not yet; one parameter: the array of file numbers. */
    String remaining(String silver) {
        return "create temporary table " + BATCH + " on commit drop as "
                + typed(
                        silver,
                        " and not exists (select from " + target.sql(table)
                                + " g where g._file_id = l.file_id and g._line_no = l.line_no)");
    }

    /**
     * Inserts the rows of silver in one pass without a copy, and notes their unknown fields. One parameter: the array of file numbers. Yields
     * how many it inserted.
     *
     * @param onConflict what becomes of a key that gold has already: nothing said, the statement fails; if nothing is done then, any one
     *     of several observations comes first, and {@link #remaining} finds the others
     */
    String insertDirectly(String silver, String source, String onConflict) {
        List<String> names = MergeSql.insertedColumns(table);
        return """
                with r as materialized (%s),
                drift as (%s),
                inserted as (insert into %s (%s) select %s from r%s returning scope),
                %s""".formatted(
                        typed(silver, ""),
                        noteDrift(source, "r"),
                        target.sql(table),
                        Sql.names(names),
                        Sql.names(names),
                        onConflict,
                        MergeSql.countKeys(source, entity));
    }

    /** Creates {@link #TEXTS} from silver; one parameter: the array of file numbers. */
    String texts(String silver) {
        return "create temporary table " + TEXTS + " on commit drop as "
                + select(silver, "", version(true), (column, text) -> text);
    }

    /** Creates {@link #BATCH} from {@link #TEXTS}, with null for what is no value of its column's type. */
    String guarded() {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = Sql.name(column.name());
            columns.add(column.type().acceptsEverything() ? name : guardedCast(name, column.type()) + " as " + name);
        }
        columns.addAll(systemNames());
        return "create temporary table " + BATCH + " on commit drop as select " + String.join(", ", columns) + " from "
                + TEXTS;
    }

    /** Puts the values of {@link #TEXTS} that are not of their column's type into quarantine. */
    String quarantineBadValues() {
        return table.columns().stream()
                .filter(column -> !column.type().acceptsEverything())
                .map(column ->
                        badValues(TEXTS, table, column, Sql.name(table.key().get(0))))
                .collect(Collectors.joining(" union all ", quarantineInsert(), ""));
    }

    /**
     * Notes the fields that the catalog does not know, of all observations: whether a field was met must not depend on which of them win.
     * Of several, the first run that brought a value counts.
     */
    String noteDrift(String source, String rows) {
        return """
                insert into ops.drift as d (source, entity, field, first_run_id, json_type)
                select distinct on (e.key) %s, %s, e.key, b._source_run_id, jsonb_typeof(e.value)
                from (select %s, _source_run_id from %s where %s is not null) b cross join lateral jsonb_each(b.%s) e(key, value)
                order by e.key, jsonb_typeof(e.value) = 'null', b._source_run_id collate "C", jsonb_typeof(e.value)
                on conflict (source, entity, field) do update set first_run_id = excluded.first_run_id, json_type = excluded.json_type
                where (excluded.json_type = 'null', excluded.first_run_id collate "C", excluded.json_type)
                    < (d.json_type = 'null', d.first_run_id collate "C", d.json_type)""".formatted(Sql.literal(source), Sql.literal(entity.name()), UNKNOWN, rows, UNKNOWN, UNKNOWN);
    }

    /**
     * Leaves only the newest observation of each record in {@link #BATCH}, which then also knows the newest run that saw the record.
     * Sorts keys, not rows.
     */
    String keepNewest() {
        return """
                with ranked as (
                    select ctid as place, max(_last_seen_run_id) over (partition by scope, %1$s) as seen,
                        row_number() over (partition by scope, %1$s order by _source_version desc, _source_run_id collate "C" desc,
                            _blob_path collate "C" desc, _line_no desc) as n
                    from %2$s
                ),
                older as (delete from %2$s b using ranked r where b.ctid = r.place and r.n > 1)
                update %2$s b set _last_seen_run_id = r.seen from ranked r
                where b.ctid = r.place and r.n = 1 and r.seen <> b._last_seen_run_id""".formatted(Sql.names(table.key()), BATCH);
    }

    /** Removes from {@link #BATCH} what is older than what gold shows. */
    String dropStale() {
        return "delete from " + BATCH + " b using " + MergeSql.COMPARED + " c where b.ctid = c.place and c.stale";
    }

    static String quarantineInsert() {
        return "insert into ops.quarantine (stage, file_id, line_no, reason, table_name, key, column_name, received) ";
    }

    static String badValues(String from, Table table, Column column, String key) {
        String name = Sql.name(column.name());
        return "select 'transform', _file_id, _line_no, 'not a " + column.type().written() + "', "
                + Sql.literal(GoldTable.of(table).toString()) + ", " + key + "::text, "
                + Sql.literal(column.name()) + ", left(" + name + ", 1000) from " + from + " where " + name
                + " is not null and not ops.is_valid(" + name + ", "
                + Sql.literal(PostgresTypes.sql(column.type())) + ")";
    }

    static String cast(String text, ColumnType type) {
        return type.acceptsEverything() ? text : "(" + text + ")::" + PostgresTypes.sql(type);
    }

    static String guardedCast(String text, ColumnType type) {
        return "case when ops.is_valid(" + text + ", " + Sql.literal(PostgresTypes.sql(type)) + ") then "
                + cast(text, type) + " end";
    }

    /** The column of the batch that holds the array behind a child table. */
    static String arrayColumn(Table child) {
        return "_rows_" + child.name();
    }

    private interface Typed {
        String apply(Column column, String text);
    }

    private String typed(String silver, String condition) {
        return select(silver, condition, version(false), (column, text) -> cast(text, column.type()));
    }

    /**
     * Concatenation with an empty object yields a decompressed copy of the payload, and OFFSET 0 keeps the planner from doing it again
     * for each column; the same with the fields that the catalog does not know, which two columns use.
     */
    private String select(String silver, String condition, String version, Typed typed) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(valueOf(column, typed) + " as " + Sql.name(column.name()));
        }
        columns.add("scope");
        columns.add("is_deleted");
        columns.add("case when is_deleted then nullif(_source_version, '-infinity') end as _deleted_at");
        columns.add("_source_version");
        columns.add("run_id collate \"C\" as _source_run_id");
        columns.add("run_id collate \"C\" as _last_seen_run_id");
        columns.add("blob_path collate \"C\" as _blob_path");
        columns.add("file_id as _file_id");
        columns.add("line_no as _line_no");
        columns.add("nullif(u, '{}') as " + UNKNOWN);
        for (Table child : entity.childTables()) {
            columns.add("(p -> " + Sql.literal(child.rows()) + ") as " + Sql.name(arrayColumn(child)));
        }
        return """
                select %s
                from (
                    select *, p - %s as u, %s as is_deleted, %s as _source_version
                    from (
                        select f.scope, f.run_id, f.blob_path, l.file_id, l.line_no, l.payload || '{}' as p
                        from %s l join ops.file f using (file_id)
                        where l.file_id = any (?)%s
                        offset 0
                    ) payload
                    offset 0
                ) s""".formatted(
                        String.join(",\n    ", columns), textArray(known()), deleted(), version, silver, condition);
    }

    private String valueOf(Column column, Typed typed) {
        if (column.content() instanceof Content.FirstOf firstOf) {
            return typed.apply(column, ValueSql.firstOf(firstOf, column.type(), "p"));
        }
        if (column.content() instanceof Content.Rest rest) {
            String unwrapped = rest.unwrapped().isEmpty()
                    ? ""
                    : " || case when jsonb_typeof(p -> %1$s) = 'object' then p -> %1$s else '{}' end"
                            .formatted(Sql.literal(rest.unwrapped()));
            return "nullif(u" + unwrapped + ", '{}')";
        }
        return "null::" + PostgresTypes.sql(column.type());
    }

    private String deleted() {
        return entity.deleted().isEmpty()
                ? "false"
                : entity.deleted().stream()
                        .map(path -> "coalesce(lower(" + ValueSql.text(path, "p") + ") in ('true', '1'), false)")
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    /**
     * The time that decides which observation is newer, of a payload called p. A version that is no time must not stop the batch: the
     * record then counts as one without a clock.
     *
     * @param guarded whether a text that only looks like a time makes null instead of an error
     */
    String version(boolean guarded) {
        String times = entity.version().stream()
                .map(path -> ValueSql.text(path, "p"))
                .map(text -> "case when (" + text
                        + ") ~ '^[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:'"
                        + (guarded ? " and ops.is_valid(" + text + ", 'timestamptz')" : "") + " then (" + text
                        + ")::timestamptz end")
                .collect(Collectors.joining(", "));
        return "coalesce(" + (times.isEmpty() ? "" : times + ", ") + "'-infinity'::timestamptz)";
    }

    /** The payload fields that gold takes or leaves out on purpose; the object that a rest column unwraps is one of them. */
    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>(table.takenFields());
        entity.childTables().forEach(child -> known.add(child.rows()));
        for (Column column : table.columns()) {
            if (column.content() instanceof Content.Rest rest
                    && !rest.unwrapped().isEmpty()) {
                known.add(rest.unwrapped());
            }
        }
        return known;
    }

    private List<String> systemNames() {
        List<String> names = new ArrayList<>(List.of(
                "scope",
                "is_deleted",
                "_deleted_at",
                "_source_version",
                "_source_run_id",
                "_last_seen_run_id",
                "_blob_path",
                "_file_id",
                "_line_no",
                UNKNOWN));
        entity.childTables().forEach(child -> names.add(Sql.name(arrayColumn(child))));
        return names;
    }

    private static String textArray(Set<String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(", ", "array[", "]::text[]"));
    }
}
