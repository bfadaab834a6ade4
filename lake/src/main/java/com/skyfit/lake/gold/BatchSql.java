package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The SQL that reads the new silver rows of an entity, each payload decompressed once, and keeps the newest observation of each record.
 *
 * <p>Casts come in two forms. The optimistic one lets the database fail at the first value that is not of its column's type; only then is
 * the work done again in the guarded form, which makes such values null and leaves their texts for quarantine.
 */
final class BatchSql {

    /** The temporary table of winners. */
    static final String BATCH = "batch";

    /** The temporary table of the guarded form: every value still a text. */
    static final String TEXTS = "batch_text";

    static final String UNKNOWN = "_unknown";

    private final Entity entity;
    private final Table table;

    BatchSql(Entity entity) {
        this.entity = entity;
        this.table = entity.table();
    }

    /** Creates {@link #BATCH} straight from silver; one parameter: the array of file numbers. */
    String optimistic(String silver) {
        return winners(select(silver, (column, text) -> cast(text, column.type())));
    }

    /** Creates {@link #TEXTS} from silver; one parameter: the array of file numbers. */
    String texts(String silver) {
        return "create temporary table " + TEXTS + " on commit drop as " + select(silver, (column, text) -> text);
    }

    /** Creates {@link #BATCH} from {@link #TEXTS}, with null for what is no value of its column's type. */
    String guarded() {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = Sql.name(column.name());
            columns.add(column.type().acceptsEverything() ? name : guardedCast(name, column.type()) + " as " + name);
        }
        columns.addAll(systemNames());
        return winners("select " + String.join(", ", columns) + " from " + TEXTS);
    }

    /** Puts the values of {@link #TEXTS} that are not of their column's type into quarantine. */
    String quarantineBadValues() {
        return table.columns().stream()
                .filter(column -> !column.type().acceptsEverything())
                .map(column ->
                        badValues(TEXTS, table, column, Sql.name(table.key().get(0))))
                .collect(Collectors.joining(" union all ", quarantineInsert(), ""));
    }

    static String quarantineInsert() {
        return "insert into ops.quarantine (stage, file_id, line_no, reason, table_name, key, column_name, received) ";
    }

    static String badValues(String from, Table table, Column column, String key) {
        String name = Sql.name(column.name());
        return "select 'transform', _file_id, _line_no, 'not a " + column.type().sql() + "', "
                + Sql.literal(GoldSchema.SCHEMA + "." + table.name()) + ", " + key + "::text, "
                + Sql.literal(column.name()) + ", left(" + name + ", 1000) from " + from + " where " + name
                + " is not null and not ops.is_valid(" + name + ", "
                + Sql.literal(column.type().sql()) + ")";
    }

    static String cast(String text, ColumnType type) {
        return type.acceptsEverything() ? text : "(" + text + ")::" + type.sql();
    }

    static String guardedCast(String text, ColumnType type) {
        return "case when ops.is_valid(" + text + ", " + Sql.literal(type.sql()) + ") then " + cast(text, type)
                + " end";
    }

    /** The column of the batch that holds the array behind a child table. */
    static String arrayColumn(Table child) {
        return "_rows_" + child.name();
    }

    private interface Typed {
        String apply(Column column, String text);
    }

    /**
     * Concatenation with an empty object yields a decompressed copy of the payload, and OFFSET 0 keeps the planner from doing it again
     * for each column.
     */
    private String select(String silver, Typed typed) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(valueOf(column, typed) + " as " + Sql.name(column.name()));
        }
        String deleted = deleted();
        columns.add("scope");
        columns.add(deleted + " as is_deleted");
        columns.add(version() + " as _source_version");
        columns.add("run_id as _source_run_id");
        columns.add("blob_path as _blob_path");
        columns.add("file_id as _file_id");
        columns.add("line_no as _line_no");
        columns.add(unknown() + " as " + UNKNOWN);
        for (Table child : entity.childTables()) {
            columns.add("(p -> " + Sql.literal(child.rows()) + ") as " + Sql.name(arrayColumn(child)));
        }
        return """
                select %s
                from (
                    select f.scope, f.run_id, f.blob_path, l.file_id, l.line_no, l.payload || '{}' as p
                    from %s l join ops.file f using (file_id)
                    where l.file_id = any (?)
                    offset 0
                ) s""".formatted(String.join(",\n    ", columns), silver);
    }

    private String winners(String rows) {
        String key = Sql.names(table.key());
        return """
                create temporary table %s on commit drop as
                select distinct on (scope, %s) *,
                    case when is_deleted then nullif(_source_version, '-infinity') end as _deleted_at
                from (%s) r
                order by scope, %s, _source_version desc, _source_run_id collate "C" desc, _blob_path collate "C" desc, _line_no desc""".formatted(BATCH, key, rows, key);
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
            return "nullif((p - " + textArray(known()) + ")" + unwrapped + ", '{}')";
        }
        return "null::" + column.type().sql();
    }

    private String deleted() {
        return entity.deleted().isEmpty()
                ? "false"
                : entity.deleted().stream()
                        .map(path -> "coalesce(lower(" + ValueSql.text(path, "p") + ") in ('true', '1'), false)")
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The time that decides which observation is newer, of a payload called p. */
    String version() {
        String times = entity.version().stream()
                .map(path -> validTime(ValueSql.text(path, "p")))
                .collect(Collectors.joining(", "));
        return "coalesce(" + (times.isEmpty() ? "" : times + ", ") + "'-infinity'::timestamptz)";
    }

    /** A version that is no time must not stop the batch: the record then counts as one without a clock. */
    private static String validTime(String text) {
        return "case when (" + text + ") ~ '^[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:' then (" + text
                + ")::timestamptz end";
    }

    private String unknown() {
        return "nullif(p - " + textArray(known()) + ", '{}')";
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
                "_source_version",
                "_source_run_id",
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
