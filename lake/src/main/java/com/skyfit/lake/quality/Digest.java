package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What silver and gold hold, as a short text for each table that is the same wherever the same parts were brought there, in whatever order,
 * and differs where a value differs. Rows are hashed twice and the hashes added up, so order is no part of it. Left out is what
 * tells of the way instead of the data: load times and the numbers that files happened to get.
 *
 * <p>Comparable between databases of the same major version of PostgreSQL.
 *
 * @param table as SQL names it, without quotes
 * @param rows in it
 * @param digest 32 hexadecimal digits
 */
public record Digest(String table, long rows, String digest) {

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
            digests.add(read(connection, silver.schema() + "." + silver.name(), """
                    select row(f.scope, f.blob_path, l.line_no, l.payload)::text as line
                    from %s l join ops.file f using (file_id)""".formatted(silver.sql())));
        }
        for (Table table : entity.tables()) {
            List<String> columns = columns(connection, Catalog.SCHEMA, table.name());
            if (!columns.isEmpty()) {
                String values = String.join(
                        ", ",
                        columns.stream().map(column -> "g." + Sql.name(column)).toList());
                digests.add(read(connection, GoldTable.of(table).toString(), """
                        select row(f.blob_path, %s)::text as line from %s g left join ops.file f on f.file_id = g._file_id""".formatted(
                                values, GoldTable.of(table).sql())));
            }
        }
        String name = source.name() + "." + entity.name();
        digests.add(read(connection, "ops.quarantine of " + name, """
                select row(q.stage, f.blob_path, q.line_no, q.reason, q.table_name, q.key, q.column_name, q.received, q.received_bytes)::text as line
                from ops.quarantine q join ops.file f using (file_id) where f.source = %s and f.entity = %s""".formatted(
                        Sql.literal(source.name()), Sql.literal(entity.name()))));
        digests.add(read(connection, "ops.drift of " + name, """
                select row(field, first_run_id, json_type)::text as line from ops.drift where source = %s and entity = %s""".formatted(
                        Sql.literal(source.name()), Sql.literal(entity.name()))));
    }

    /** By name, because a table that was extended has its columns in another order than one made anew. */
    private static List<String> columns(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select column_name from information_schema.columns
                where table_schema = ? and table_name = ? and column_name not in ('_loaded_at', '_updated_at', '_file_id')
                order by column_name collate "C\"""")) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return columns;
            }
        }
    }

    private static Digest read(Connection connection, String table, String lines) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select count(*), %s || %s from (%s) t""".formatted(sum(0), sum(1), lines));
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Digest(table, row.getLong(1), row.getString(2));
        }
    }

    /** The sum of the lines' hashes, which are signed 64-bit numbers, modulo 2^64 as 16 hexadecimal digits. */
    private static String sum(int seed) {
        String half = "lpad(to_hex((mod(mod(coalesce(sum(hashtextextended(line, " + seed
                + ")), 0), 18446744073709551616) + 18446744073709551616, 18446744073709551616)";
        return half + " - 9223372036854775808)::bigint), 16, '0')";
    }
}
