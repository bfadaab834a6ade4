package com.skyfit.lake.silver;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The staging table of one entity, laid out narrow: a file's number instead of its path in every row (ADR-006). The view
 * {@code stg_<source>.<entity>_raw} offers the columns of the contract.
 *
 * @param schema {@code stg_<source>}
 * @param name the table's name: the entity's
 * @param key the payload field that identifies a record, names joined by dots; a line without it is no row of silver
 * @param keyType {@code bigint} or {@code text}
 */
public record SilverTable(String schema, String name, String key, ColumnType keyType) {

    /** Codes of the sources have 40 characters; what is far beyond is no key but a mistake. */
    static final int LONGEST_KEY = 200;

    /** The staging table of an entity. */
    public static SilverTable of(Source source, Entity entity) {
        return new SilverTable(source.stagingSchema(), entity.name(), entity.key(), entity.keyType());
    }

    /** The table as SQL names it. */
    public String sql() {
        return Sql.name(schema, name);
    }

    /** The condition that a JSON value is an object with a business key: a whole number that fits 64 bits, or a text. */
    String hasKey(String json) {
        return keyType == ColumnType.Simple.TEXT
                ? "coalesce(jsonb_typeof(%s) = 'string' and length(%s) between 1 and %d, false)"
                        .formatted(keyJson(json), keyText(json), LONGEST_KEY)
                : "coalesce(" + keyText(json) + " ~ '^[0-9]{1,18}$', false)";
    }

    /** The business key of a payload, in its type. */
    public String keyOf(String payload) {
        return "(" + keyText(payload) + ")::" + PostgresTypes.sql(keyType);
    }

    /** What stands where the key should, as JSON. */
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

    /** Creates the table and its view where they are missing. A view that is there stays: to replace it would wait for its readers. */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + Sql.name(schema));
            if (!exists(statement, name)) {
                statement.execute("""
                        create table %s (
                            file_id int not null,
                            line_no int not null,
                            payload jsonb not null,
                            primary key (file_id, line_no)
                        )""".formatted(sql()));
                statement.execute("alter table %s alter column payload set storage main".formatted(sql()));
                if (hasLz4(statement)) {
                    statement.execute("alter table %s alter column payload set compression lz4".formatted(sql()));
                }
            }
            String raw = name + "_raw";
            if (!exists(statement, raw)) {
                statement.execute("""
                        create view %s as
                        select l.payload, f.scope, f.blob_path, l.line_no, f.run_id, f.ingestion_date, f.loaded_at, l.file_id
                        from %s l join ops.file f using (file_id)""".formatted(Sql.name(schema, raw), sql()));
            }
        }
    }

    private boolean exists(Statement statement, String relation) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "select to_regclass(" + Sql.literal(Sql.name(schema, relation)) + ") is not null")) {
            return found.next() && found.getBoolean(1);
        }
    }

    private static boolean hasLz4(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "select 'lz4' = any(enumvals) from pg_settings where name = 'default_toast_compression'")) {
            return found.next() && found.getBoolean(1);
        }
    }
}
