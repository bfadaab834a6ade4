package com.skyfit.lake.silver;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The staging table of one entity, laid out narrow: a file's number instead of its path in every row (ADR-006). The view
 * {@code stg_<source>.<entity>_raw} offers the columns of the contract.
 *
 * @param schema {@code stg_<source>}
 * @param name the table's name: the entity's
 * @param key the payload field that identifies a record, names joined by dots; a line without it is not a row of silver
 * @param keyType {@code bigint} or {@code text}
 */
public record SilverTable(String schema, String name, String key, ColumnType keyType) {

    /** Codes of the sources have 40 characters; a much longer text is not a key but a mistake. */
    static final int LONGEST_KEY = 200;

    private static final Template CREATE_SCHEMA = Template.of("create schema if not exists {schema}");

    private static final Template CREATE_TABLE = Template.of("""
            create table {silver} (
                file_id int not null,
                line_no int not null,
                payload jsonb not null,
                primary key (file_id, line_no)
            )""");

    private static final Template STORE_INLINE =
            Template.of("alter table {silver} alter column payload set storage main");

    private static final Template COMPRESS_FAST =
            Template.of("alter table {silver} alter column payload set compression lz4");

    private static final Template CREATE_VIEW = Template.of("""
            create or replace view {view} as
            select l.payload, f.scope, f.blob_path, l.line_no, f.run_id, f.ingestion_date, f.loaded_at, l.file_id
            from {observations} l join ops.file f using (file_id)""");

    /** For each range a look at its rows by their primary key: a hash of all rows of the parts that ranges lean on would be no smaller than silver. */
    private static final Template OBSERVATIONS = Template.of("""
            (
                select file_id, line_no, payload from {silver}
                union all
                select r.file_id, r.line_no + held.line_no - r.of_line_no, held.payload
                from ops.repeat r cross join lateral (
                    select h.line_no, h.payload from {silver} h
                    where h.file_id = r.of_file_id and h.line_no between r.of_line_no and r.of_line_no + r.lines - 1
                    offset 0
                ) held
            )""");

    /** The staging table of an entity. */
    public static SilverTable of(Source source, Entity entity) {
        return new SilverTable(source.stagingSchema(), entity.name(), entity.key(), entity.keyType());
    }

    /** The table as SQL names it: one row for each payload, however often it came. What reads records reads {@link #observations()}. */
    public String sql() {
        return Sql.name(schema, name);
    }

    /** The view that shows every line to people, as they write it. */
    public String view() {
        return schema + "." + name + "_raw";
    }

    /** Every line that silver holds, those that repeat the payload of others too, for a FROM clause: {@code file_id, line_no, payload}. */
    public String observations() {
        return OBSERVATIONS.with("silver", sql()).sql();
    }

    /** The condition that a JSON value is an object with a business key: a whole number that fits 64 bits, or a text. */
    String hasKey(String json) {
        return keyType == ColumnType.Simple.TEXT
                ? Template.of(
                                "coalesce(jsonb_typeof({key}) = 'string' and length({text}) <= {longest} and not ops.is_blank({text}), false)")
                        .with("key", keyJson(json))
                        .with("text", keyText(json))
                        .with("longest", String.valueOf(LONGEST_KEY))
                        .sql()
                : Template.of("coalesce({text} ~ '^[0-9]{1,18}([.]0+)?$', false)")
                        .with("text", keyText(json))
                        .sql();
    }

    /** The business key of a payload, in its type. 2.0 is 2. */
    public String keyOf(String payload) {
        return keyType == ColumnType.Simple.TEXT
                ? keyText(payload)
                : "split_part(" + keyText(payload) + ", '.', 1)::" + PostgresTypes.sql(keyType);
    }

    /** The JSON value in the place of the key. */
    String keyJson(String json) {
        return keyAt(json, " -> ");
    }

    private String keyText(String json) {
        return keyAt(json, " ->> ");
    }

    private String keyAt(String json, String last) {
        String[] names = keyNames();
        StringBuilder path = new StringBuilder(json);
        for (int i = 0; i < names.length; i++) {
            path.append(i < names.length - 1 ? " -> " : last).append(Sql.literal(names[i]));
        }
        return path.toString();
    }

    /** The names that lead to the key, the outermost first. */
    String[] keyNames() {
        return key.split("\\.", -1);
    }

    /**
     * Creates the table and its view if they are missing. An existing view stays, unless it does not know repeated lines: to replace
     * it waits for its readers.
     */
    public void create(Connection connection) throws SQLException {
        Query.execute(connection, CREATE_SCHEMA.with("schema", Sql.name(schema)).sql());
        if (!exists(connection, sql())) {
            Query.execute(connection, CREATE_TABLE.with("silver", sql()).sql());
            Query.execute(connection, STORE_INLINE.with("silver", sql()).sql());
            if (hasLz4(connection)) {
                Query.execute(connection, COMPRESS_FAST.with("silver", sql()).sql());
            }
        }
        String raw = Sql.name(schema, name + "_raw");
        if (!showsRepeats(connection, raw)) {
            Query.execute(
                    connection,
                    CREATE_VIEW
                            .with("view", raw)
                            .with("observations", observations())
                            .sql());
        }
    }

    private static boolean showsRepeats(Connection connection, String view) throws SQLException {
        return Query.of(connection, """
                        select coalesce(pg_get_viewdef(to_regclass(:view)) ~ 'ops\\.repeat', false) as shows""").bind("view", view).one(row -> row.flag("shows"));
    }

    static boolean exists(Connection connection, String relation) throws SQLException {
        return Query.of(connection, "select to_regclass(:relation) is not null as found")
                .bind("relation", relation)
                .one(row -> row.flag("found"));
    }

    private static boolean hasLz4(Connection connection) throws SQLException {
        return Query.of(connection, """
                        select from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)""").first(row -> true).isPresent();
    }
}
