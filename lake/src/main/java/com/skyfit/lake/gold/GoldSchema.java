package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.SystemColumns.SystemColumn;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of schema {@code core}, made and extended from the catalog. Nothing is ever dropped. */
final class GoldSchema {

    static final String SCHEMA = "core";

    private GoldSchema() {}

    /** The table as SQL names it. */
    static String sql(Table table) {
        return Sql.name(SCHEMA, table.name());
    }

    /** Creates what is missing of an entity's tables: the tables, or columns that the catalog has gained. */
    static void create(Connection connection, Entity entity) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + SCHEMA);
            for (Table table : entity.tables()) {
                Map<String, String> existing = columns(connection, table);
                if (existing.isEmpty()) {
                    statement.execute(createTable(table));
                    describe(statement, table, table.columns());
                } else {
                    List<Column> added = table.columns().stream()
                            .filter(column -> !existing.containsKey(column.name()))
                            .toList();
                    for (Column column : added) {
                        statement.execute("alter table " + sql(table) + " add column " + Sql.name(column.name()) + " "
                                + column.type().sql());
                    }
                    for (SystemColumn column : SystemColumns.of(table)) {
                        if (!existing.containsKey(column.name())) {
                            statement.execute("alter table " + sql(table) + " add column " + Sql.name(column.name())
                                    + " " + column.definition());
                        }
                    }
                    describe(statement, table, added);
                }
            }
        }
    }

    private static String createTable(Table table) {
        Stream<String> business = table.columns().stream()
                .map(column -> Sql.name(column.name()) + " " + column.type().sql()
                        + (table.key().contains(column.name()) ? " not null" : ""));
        Stream<String> system =
                SystemColumns.of(table).stream().map(column -> Sql.name(column.name()) + " " + column.definition());
        List<String> key = new ArrayList<>(table.key());
        key.add(SystemColumns.SCOPE);
        return Stream.of(business, system, Stream.of("primary key (" + Sql.names(key) + ")"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(",\n    ", "create table " + sql(table) + " (\n    ", "\n)"));
    }

    private static void describe(Statement statement, Table table, List<Column> columns) throws SQLException {
        statement.execute("comment on table " + sql(table) + " is " + Sql.literal(table.description()));
        for (Column column : columns) {
            statement.execute("comment on column " + sql(table) + "." + Sql.name(column.name()) + " is "
                    + Sql.literal(column.description()));
        }
        for (SystemColumn column : SystemColumns.of(table)) {
            statement.execute("comment on column " + sql(table) + "." + Sql.name(column.name()) + " is "
                    + Sql.literal(column.description()));
        }
    }

    private static Map<String, String> columns(Connection connection, Table table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select column_name, data_type from information_schema.columns where table_schema = ? and table_name = ?""")) {
            query.setString(1, SCHEMA);
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                Map<String, String> columns = new HashMap<>();
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
                return columns;
            }
        }
    }
}
