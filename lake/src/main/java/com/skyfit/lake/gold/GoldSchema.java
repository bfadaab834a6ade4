package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.SchemaChange.Kind;
import com.skyfit.lake.gold.SystemColumns.SystemColumn;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of gold, made and extended from the catalog. Nothing is ever dropped. */
final class GoldSchema {

    private GoldSchema() {}

    /** The table as SQL names it. */
    private static String sql(Table table) {
        return GoldTable.of(table).sql();
    }

    /**
     * What the catalog asks of an entity's tables that the database does not have.
     *
     * @return nothing where all is as the catalog says
     */
    static List<SchemaChange> changes(Connection connection, Entity entity) throws SQLException {
        List<SchemaChange> changes = new ArrayList<>();
        for (Table table : entity.tables()) {
            Map<String, String> existing = columns(connection, table);
            if (existing.isEmpty()) {
                changes.add(new SchemaChange(
                        Kind.NEW_TABLE, table.name(), "", table.columns().size() + " columns"));
            } else {
                keyChange(connection, table).ifPresent(changes::add);
                columnChanges(table, existing, changes);
            }
        }
        return changes;
    }

    private static void columnChanges(Table table, Map<String, String> existing, List<SchemaChange> changes) {
        for (Column column : table.columns()) {
            String is = existing.get(column.name());
            String wanted = PostgresTypes.shown(column.type());
            if (is == null) {
                changes.add(new SchemaChange(Kind.ADD_COLUMN, table.name(), column.name(), wanted));
            } else if (!is.equals(wanted)) {
                boolean safe = Widening.isSafe(is, column.type());
                changes.add(new SchemaChange(
                        safe ? Kind.WIDEN : Kind.REFUSED,
                        table.name(),
                        column.name(),
                        is + " to " + wanted + (safe ? "" : " could lose values or break readers")));
            }
        }
        Set<String> known = Stream.concat(
                        table.columns().stream().map(Column::name),
                        SystemColumns.of(table).stream().map(SystemColumn::name))
                .collect(Collectors.toSet());
        existing.forEach((name, type) -> {
            if (!known.contains(name)) {
                changes.add(new SchemaChange(
                        Kind.KEPT,
                        table.name(),
                        name,
                        type + ", which the catalog no longer names; values stay as they are"));
            }
        });
    }

    private static Optional<SchemaChange> keyChange(Connection connection, Table table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
                from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = to_regclass(?) and i.indisprimary""")) {
            query.setString(1, sql(table));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                Array found = row.getArray(1);
                List<String> wanted = new ArrayList<>(table.key());
                wanted.add(SystemColumns.SCOPE);
                if (found == null || Set.of((Object[]) found.getArray()).equals(Set.<Object>copyOf(wanted))) {
                    return Optional.empty(); // A table without a key is for the check of doubled keys to report.
                }
                return Optional.of(new SchemaChange(
                        Kind.REFUSED,
                        table.name(),
                        "",
                        "its key is " + String.join(", ", (String[]) found.getArray()) + ", the catalog says "
                                + String.join(", ", wanted)));
            }
        }
    }

    /**
     * Creates what is missing of an entity's tables and widens what the catalog has widened.
     *
     * @throws UnsafeCatalogException if the catalog asks for what cannot be done safely; nothing was changed
     */
    static void create(Connection connection, Entity entity) throws SQLException {
        List<SchemaChange> changes = changes(connection, entity);
        List<SchemaChange> refused =
                changes.stream().filter(change -> change.kind() == Kind.REFUSED).toList();
        if (!refused.isEmpty()) {
            throw new UnsafeCatalogException(refused);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + Catalog.SCHEMA);
            for (Table table : entity.tables()) {
                Map<String, String> existing = columns(connection, table);
                if (existing.isEmpty()) {
                    statement.execute(createTable(table));
                    describe(statement, table, table.columns());
                } else {
                    extend(statement, table, existing);
                    widen(connection, table, existing);
                }
            }
        }
    }

    private static void extend(Statement statement, Table table, Map<String, String> existing) throws SQLException {
        List<Column> added = table.columns().stream()
                .filter(column -> !existing.containsKey(column.name()))
                .toList();
        for (Column column : added) {
            statement.execute("alter table " + sql(table) + " add column " + Sql.name(column.name()) + " "
                    + PostgresTypes.sql(column.type()));
        }
        boolean complete = true;
        for (SystemColumn column : SystemColumns.of(table)) {
            if (!existing.containsKey(column.name())) {
                statement.execute("alter table " + sql(table) + " add column " + Sql.name(column.name()) + " "
                        + column.definition());
                complete = false;
            }
        }
        if (!added.isEmpty() || !complete) {
            describe(statement, table, added);
        }
    }

    private static void widen(Connection connection, Table table, Map<String, String> existing) throws SQLException {
        List<Column> widened = table.columns().stream()
                .filter(column -> existing.containsKey(column.name())
                        && !existing.get(column.name()).equals(PostgresTypes.shown(column.type())))
                .toList();
        if (widened.isEmpty()) {
            return;
        }
        DependentViews views = DependentViews.putAside(connection, sql(table));
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + sql(table) + " "
                    + widened.stream()
                            .map(column -> "alter column " + Sql.name(column.name()) + " type "
                                    + PostgresTypes.sql(column.type()))
                            .collect(Collectors.joining(", ")));
        }
        views.restore();
    }

    private static String createTable(Table table) {
        Stream<String> business = table.columns().stream()
                .map(column -> Sql.name(column.name()) + " " + PostgresTypes.sql(column.type())
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
                select attname, format_type(atttypid, atttypmod) from pg_attribute
                where attrelid = to_regclass(?) and attnum > 0 and not attisdropped order by attnum""")) {
            query.setString(1, sql(table));
            try (ResultSet rows = query.executeQuery()) {
                Map<String, String> columns = new LinkedHashMap<>();
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
                return columns;
            }
        }
    }
}
