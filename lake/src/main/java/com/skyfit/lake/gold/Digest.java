package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The contents of silver and gold, as a short text for each table. It is equal wherever the same parts were loaded, in any order,
 * and differs if a value differs. Rows are hashed twice and the hashes added up, so order has no influence. Left out is what
 * depends on the process instead of the data: load times and the numbers that files happened to get.
 *
 * <p>Comparable between databases of the same major version of PostgreSQL.
 *
 * @param table as SQL names it, without quotes
 * @param rows in it
 * @param digest 32 hexadecimal digits
 */
public record Digest(String table, long rows, String digest) {

    private static final String SUM = Query.stored(Digest.class, "digest");

    private static final Template SILVER = Template.of("""
            select row(f.scope, f.blob_path, l.line_no, l.payload)::text as line
            from {observations} l join ops.file f using (file_id)""");

    private static final Template GOLD = Template.of("""
            select row(f.blob_path, {values})::text as line
            from {gold} g left join ops.file f on f.file_id = g._file_id""");

    private static final String QUARANTINE = """
            select row(q.stage, f.blob_path, q.line_no, q.reason, q.table_name, q.key, q.column_name, q.received,
                q.received_bytes)::text as line
            from ops.quarantine q join ops.file f using (file_id)
            where f.source = :source and f.entity = :entity""";

    private static final String DRIFT = """
            select row(field, first_run_id, json_type)::text as line
            from ops.drift where source = :source and entity = :entity""";

    /** By name, because an extended table has its columns in another order than a new one. */
    private static final String COLUMNS = """
            select column_name from information_schema.columns
            where table_schema = :schema and table_name = :table
                and column_name not in ('_loaded_at', '_updated_at', '_file_id')
            order by column_name collate "C\"""";

    /** Reads all of the tables of the entities that are wanted. Tables that do not exist yet are left out. */
    public static List<Digest> of(Warehouse warehouse, Catalog catalog, Predicate<Entity> wanted) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            List<Digest> digests = new ArrayList<>();
            for (Source source : catalog.sources()) {
                for (Entity entity : source.entities()) {
                    if (wanted.test(entity)) {
                        add(digests, connection, source, entity);
                    }
                }
            }
            connection.rollback();
            return digests;
        }
    }

    private static void add(List<Digest> digests, Connection connection, Source source, Entity entity)
            throws SQLException {
        SilverTable silver = SilverTable.of(source, entity);
        if (!columns(connection, silver.schema(), silver.name()).isEmpty()) {
            digests.add(read(
                    connection,
                    silver.schema() + "." + silver.name(),
                    SILVER.with("observations", silver.observations()).sql(),
                    Map.of()));
        }
        for (Table table : entity.tables()) {
            addGold(digests, connection, GoldTable.of(table));
            if (table.history() != null) {
                addGold(digests, connection, new GoldTable(History.nameFor(table.name())));
            }
        }
        String name = source.name() + "." + entity.name();
        Map<String, String> whose = Map.of("source", source.name(), "entity", entity.name());
        digests.add(read(connection, "ops.quarantine of " + name, QUARANTINE, whose));
        digests.add(read(connection, "ops.drift of " + name, DRIFT, whose));
    }

    private static void addGold(List<Digest> digests, Connection connection, GoldTable gold) throws SQLException {
        List<String> columns = columns(connection, Catalog.SCHEMA, gold.name());
        if (!columns.isEmpty()) {
            digests.add(read(
                    connection,
                    gold.toString(),
                    GOLD.with("values", values(columns))
                            .with("gold", gold.sql())
                            .sql(),
                    Map.of()));
        }
    }

    private static String values(List<String> columns) {
        return columns.stream().map(column -> "g." + Sql.name(column)).collect(Collectors.joining(", "));
    }

    private static List<String> columns(Connection connection, String schema, String table) throws SQLException {
        return Query.of(connection, COLUMNS)
                .bind("schema", schema)
                .bind("table", table)
                .list(row -> row.text("column_name"));
    }

    private static Digest read(Connection connection, String table, String lines, Map<String, String> parameters)
            throws SQLException {
        return Query.of(connection, Template.of(SUM).with("lines", lines).sql())
                .bind(parameters)
                .one(row -> new Digest(table, row.number("rows"), row.text("digest")));
    }
}
