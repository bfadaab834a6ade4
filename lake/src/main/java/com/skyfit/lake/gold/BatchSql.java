package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.Column.Content.LabelOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.gold.history.Past;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SQL that reads the new silver rows of an entity, each payload decompressed once, as rows of its table: the temporary table {@code
 * batch} of observations, of which only the winners are left in the end.
 *
 * <p>Casts come in two forms. The optimistic one makes the database fail at the first value that is not of its column's type; only then is
 * the work done again in the guarded form, which makes such values null and leaves their texts for quarantine. For it, the temporary table
 * {@code batch_text} holds every value still as a text.
 *
 * <p>Statements that read silver take one parameter: {@code :files}, the numbers of the files.
 */
final class BatchSql {

    /** The name of the temporary table of observations. */
    static final String BATCH = "batch";

    private static final String SYSTEM_OF_PAYLOADS = """
            scope, is_deleted, run_id collate "C" as _source_run_id, run_id collate "C" as _last_seen_run_id,
                blob_path collate "C" as _blob_path, file_id as _file_id, line_no as _line_no, nullif(u, '{}') as _unknown""";

    private static final String SYSTEM = """
            scope, is_deleted, _source_version, _source_run_id, _last_seen_run_id, _blob_path, _file_id, _line_no, _unknown""";

    /** A tombstone without the time of its change was written when it was read at the latest. */
    private static final String DELETED_AT = """
            case when is_deleted
                then coalesce(_changed_at, to_timestamp(left(_source_run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"')) end""";

    /** A day without a time is not a version. */
    private static final Template IF_CLOCK = Template.of("case when octet_length({text}) > 10 then {time} end");

    private static final String NO_TIME = "null::timestamptz";

    private final Source source;
    private final Entity entity;
    private final Table table;
    private final String gold;
    private final SilverTable silver;
    private final Past past;
    private final LabelSql labels;

    BatchSql(Source source, Entity entity, Target target, Past past, LabelSql labels) {
        this.source = source;
        this.entity = entity;
        this.table = entity.table();
        this.gold = target.sql(table);
        this.silver = SilverTable.of(source, entity);
        this.past = past;
        this.labels = labels;
    }

    /** Creates {@link #BATCH} straight from silver. */
    String optimistic() {
        return Template.of("create temporary table batch on commit drop as {observations}")
                .with("observations", typed(""))
                .sql();
    }

    /** Creates {@link #BATCH} from those silver rows that gold shows not yet. */
    String remaining() {
        String notShown = Template.of(
                        "and not exists (select from {gold} g where g._file_id = l.file_id and g._line_no = l.line_no)")
                .with("gold", gold)
                .sql();
        return Template.of("create temporary table batch on commit drop as {observations}")
                .with("observations", typed(notShown))
                .sql();
    }

    /** Inserts the rows of silver in one pass without a copy, and notes their unknown fields; fails if a key occurs twice. Yields how many it {@code inserted}. */
    String insertDirectly() {
        return insertDirectly("");
    }

    /** The same, where keys come twice: any one of their observations comes in, and {@link #remaining} finds the others. */
    String insertDirectlyAnyOfEachKey() {
        return insertDirectly("on conflict do nothing");
    }

    private String insertDirectly(String onConflict) {
        return Template.of("""
                        with r as materialized ({observations}),
                        drift as ({note_drift}),
                        inserted as (insert into {gold} ({columns}) select {columns} from r {on_conflict} returning {returned}),
                        {note_versions}{count_keys}""")
                .with("observations", typed(""))
                .with("note_drift", noteDrift("r"))
                .with("gold", gold)
                .with("columns", Sql.names(MergeSql.insertedColumns(table)))
                .with("on_conflict", onConflict)
                .with("returned", Sql.names(past.returned()))
                .with("note_versions", past.noteInserted())
                .with("count_keys", MergeSql.countKeys(source.name(), entity))
                .sql();
    }

    /** Creates {@code batch_text} from silver. */
    String texts() {
        List<String> columns = new ArrayList<>(others());
        for (Column column : table.columns()) {
            if (isRead(column)) {
                columns.add(
                        ValueSql.value(column.content(), column.type(), "p", true) + " as " + Sql.name(column.name()));
            }
        }
        return Template.of("""
                        create temporary table batch_text on commit drop as
                        select *, {deleted_at} as _deleted_at
                        from (
                            select {columns}, {version} as _source_version, {changed} as _changed_at from {payloads} offset 0
                        ) t""")
                .with("deleted_at", DELETED_AT)
                .with("columns", String.join(",\n    ", columns))
                .with("version", ValueSql.version(entity.version(), "p"))
                .with("changed", ValueSql.version(changed(), "p"))
                .with("payloads", payloads(""))
                .sql();
    }

    /** Creates {@link #BATCH} from {@code batch_text}, with null for values that are not of their column's type. */
    String guarded() {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(
                    column.content() instanceof LabelOf label
                            ? labels.of(label, guarded(table.column(label.column())), "t") + " as "
                                    + Sql.name(column.name())
                            : guarded(column) + " as " + Sql.name(column.name()));
        }
        entity.childTables().forEach(child -> columns.add(Sql.name(arrayColumn(child))));
        return Template.of("""
                        create temporary table batch on commit drop as
                        select {columns}, {system}, _deleted_at
                        from batch_text t""")
                .with("columns", String.join(", ", columns))
                .with("system", SYSTEM)
                .sql();
    }

    private static String guarded(Column column) {
        String text = "t." + Sql.name(column.name());
        return column.type().acceptsEverything() ? text : ValueSql.guarded(text, column.type());
    }

    /** Puts the values of {@code batch_text} that are not of their column's type into quarantine; empty if every value of every column is. */
    Optional<String> quarantineBadValues() {
        return quarantine(table.columns().stream()
                .filter(column -> !column.type().acceptsEverything())
                .map(column -> badValues(
                        "batch_text", table, column, Sql.name(table.key().get(0))))
                .toList());
    }

    /** Puts into quarantine what these queries of {@link #badValues} find; empty if there are none. */
    static Optional<String> quarantine(List<String> badValues) {
        return badValues.isEmpty()
                ? Optional.empty()
                : Optional.of(Template.of("""
                        insert into ops.quarantine (stage, file_id, line_no, reason, table_name, key, column_name, received)
                        {bad_values}""")
                        .with("bad_values", String.join("\nunion all\n", badValues))
                        .sql());
    }

    /** The texts of a column that have not the form of its type, or more digits than it keeps. */
    static String badValues(String rows, Table table, Column column, String key) {
        ValueForm form = ValueForm.of(column.type());
        String text = Sql.name(column.name());
        return Template.of("""
                        select 'transform', _file_id, _line_no, case when fits then {rounded} else {unfit} end, {table}, {key}::text,
                            {column_name}, left({column}, 1000)
                        from (select *, {fits} as fits from {rows} where {column} is not null) t
                        where case when fits then {changed} else true end""")
                .with("rounded", Sql.literal("rounded to " + column.type().written()))
                .with("unfit", Sql.literal("not a " + column.type().written()))
                .with("table", Sql.literal(GoldTable.of(table).toString()))
                .with("key", key)
                .with("column_name", Sql.literal(column.name()))
                .with("column", text)
                .with("rows", rows)
                .with("fits", form.fits().apply(text))
                .with("changed", form.changed().apply(text, form.value().apply(text)))
                .sql();
    }

    /** Notes the unknown fields of the batch; see {@link #noteDrift(String)}. */
    String noteDrift() {
        return noteDrift(BATCH);
    }

    /**
     * Notes the fields that the catalog does not know, of all observations: whether a field was met must not depend on which of them win.
     * Of several, the first run that brought a value is recorded.
     */
    private String noteDrift(String rows) {
        return Template.of("""
                        insert into ops.drift as d (source, entity, field, first_run_id, json_type)
                        select distinct on (n.field) {source}, {entity}, n.field, b._source_run_id, jsonb_typeof(e.value)
                        from (select _unknown, _source_run_id from {rows} where _unknown is not null) b
                            cross join lateral jsonb_each(b._unknown) e(key, value)
                            cross join lateral (
                                select case when length(e.key) <= 200 then e.key else left(e.key, 200) || ' ' || md5(e.key) end as field
                            ) n
                        order by n.field, jsonb_typeof(e.value) = 'null', b._source_run_id collate "C", jsonb_typeof(e.value)
                        on conflict (source, entity, field) do update
                        set first_run_id = excluded.first_run_id, json_type = excluded.json_type
                        where (excluded.json_type = 'null', excluded.first_run_id collate "C", excluded.json_type)
                            < (d.json_type = 'null', d.first_run_id collate "C", d.json_type)""")
                .with("source", Sql.literal(source.name()))
                .with("entity", Sql.literal(entity.name()))
                .with("rows", rows)
                .sql();
    }

    /**
     * Leaves only the newest observation of each record in {@link #BATCH}, which then also knows the newest run that saw the record.
     * Sorts keys, not rows.
     */
    String keepNewest() {
        return Template.of("""
                        with ranked as (
                            select ctid as place, max(_last_seen_run_id) over (partition by scope, {key}) as seen,
                                row_number() over (partition by scope, {key} order by _source_version desc nulls last, _source_run_id collate "C" desc,
                                    _blob_path collate "C" desc, _line_no desc) as n
                            from batch
                        ),
                        older as (delete from batch b using ranked r where b.ctid = r.place and r.n > 1)
                        update batch b set _last_seen_run_id = r.seen from ranked r
                        where b.ctid = r.place and r.n = 1 and r.seen <> b._last_seen_run_id""").with("key", Sql.names(table.key())).sql();
    }

    /** Removes observations from {@link #BATCH} that are older than those gold shows. */
    static String dropStale() {
        return "delete from batch b using compared c where b.ctid = c.place and c.stale";
    }

    /** The column of the batch that holds the array behind a child table. */
    static String arrayColumn(Table child) {
        return "_rows_" + child.name();
    }

    /** The observations by plain casts; fails where {@link #texts} is needed. */
    private String typed(String andCondition) {
        List<Column> read = new ArrayList<>(
                table.columns().stream().filter(BatchSql::isRead).toList());
        List<Column> clocks = clocks(read);
        clocks.stream().filter(clock -> !read.contains(clock)).forEach(read::add);
        Typing typing = new Typing(read, "p");
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = Sql.name(column.name());
            columns.add(
                    column.content() instanceof LabelOf label
                            ? labels.of(label, "s." + Sql.name(label.column()), "s") + " as " + name
                            : name);
        }
        entity.childTables().forEach(child -> columns.add(Sql.name(arrayColumn(child))));
        List<String> times = clocks.stream()
                .map(clock -> IF_CLOCK.with("text", typing.text(clock))
                        .with("time", Sql.name(clock.name()))
                        .sql())
                .toList();
        return Template.of("""
                        select {columns}, {system}, {deleted_at} as _deleted_at
                        from (
                            select *, {version} as _source_version, {changed} as _changed_at
                            from (
                                select *, {values}
                                from (select {others}, {texts} from {payloads} offset 0) texts
                                offset 0
                            ) typed
                            where {sure}
                            offset 0
                        ) s""")
                .with("columns", String.join(", ", columns))
                .with("system", SYSTEM)
                .with("deleted_at", DELETED_AT)
                .with("version", times.isEmpty() ? NO_TIME : "coalesce(" + String.join(", ", times) + ")")
                .with("changed", times.isEmpty() ? NO_TIME : times.get(0))
                .with("values", String.join(",\n    ", typing.values()))
                .with("others", String.join(", ", others()))
                .with("texts", String.join(",\n    ", typing.texts()))
                .with("payloads", payloads(andCondition))
                .with("sure", typing.sure("_blob_path"))
                .sql();
    }

    /** The time of an observation: a column of the table, if one reads just that. */
    private List<Column> clocks(List<Column> read) {
        List<Column> clocks = new ArrayList<>();
        for (ValuePath path : entity.version()) {
            FirstOf content = new FirstOf(List.of(path));
            clocks.add(read.stream()
                    .filter(column -> column.type() == ColumnType.Simple.TIMESTAMPTZ
                            && column.content().equals(content))
                    .findFirst()
                    .orElseGet(() -> new Column(
                            "_clock_" + clocks.size(),
                            ColumnType.Simple.TIMESTAMPTZ,
                            content,
                            "A time of the record.",
                            false,
                            "")));
        }
        return clocks;
    }

    /** The path to the time of the last change; those after it stand in for the order of observations, but may be as old as the record. */
    private List<ValuePath> changed() {
        return entity.version().stream().limit(1).toList();
    }

    private static boolean isRead(Column column) {
        return !column.content().paths().isEmpty();
    }

    /** The columns that are not separate values, and those of every table. */
    private List<String> others() {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!isRead(column) && !(column.content() instanceof LabelOf)) {
                columns.add(valueOf(column) + " as " + Sql.name(column.name()));
            }
        }
        for (Table child : entity.childTables()) {
            columns.add("(p -> " + Sql.literal(child.rows()) + ") as " + Sql.name(arrayColumn(child)));
        }
        columns.add(SYSTEM_OF_PAYLOADS);
        return columns;
    }

    /**
     * Concatenation with an empty object yields a decompressed copy of the payload, and OFFSET 0 keeps the planner from doing it again
     * for each column; the same with the fields that the catalog does not know, which two columns use.
     */
    private String payloads(String andCondition) {
        return Template.of("""
                        (
                            select *, p - {known_fields} as u, {deleted} as is_deleted
                            from (
                                select f.scope, f.run_id, f.blob_path, l.file_id, l.line_no, l.payload || '{}' as p
                                from {observations_of_silver} l join ops.file f using (file_id)
                                where l.file_id = any (:files) {and_condition}
                                offset 0
                            ) payload
                            offset 0
                        ) s""")
                .with("known_fields", KnownFields.of(entity))
                .with("deleted", ValueSql.deleted(entity.deleted(), "p"))
                .with("observations_of_silver", silver.observations())
                .with("and_condition", andCondition)
                .sql();
    }

    private static String valueOf(Column column) {
        if (column.content() instanceof Content.Rest rest) {
            return rest.unwrapped().isEmpty()
                    ? "nullif(u, '{}')"
                    : Template.of(
                                    "nullif(u || case when jsonb_typeof(p -> {field}) = 'object' then p -> {field} else '{}' end, '{}')")
                            .with("field", Sql.literal(rest.unwrapped()))
                            .sql();
        }
        return "null::" + PostgresTypes.sql(column.type());
    }
}
