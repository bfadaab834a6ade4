package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.View;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The views over gold: those written by hand and those that show one scope of a table. All of them are brought up to date in one
 * transaction, and only those that differ from what they were made from: replacing a view takes a lock that readers would wait for.
 * None is ever dropped.
 */
public final class GoldViews {

    private final Warehouse warehouse;

    /** Takes the warehouse that holds gold. */
    public GoldViews(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Makes what is missing or has changed. The tables must be there.
     *
     * @param scopes of each source, by its name; a source that is not named gets no views of its scopes
     * @return the names of the views made, without the schema
     * @throws SQLException if a view cannot be replaced, such as one that would lose a column that readers may use; names it
     */
    public List<String> apply(Catalog catalog, Map<String, List<String>> scopes) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                List<String> made = new ArrayList<>();
                for (Map.Entry<String, String> view :
                        texts(connection, catalog, scopes).entrySet()) {
                    if (isOutdated(connection, view.getKey(), view.getValue())) {
                        make(connection, view.getKey(), view.getValue());
                        made.add(view.getKey());
                    }
                }
                connection.commit();
                return made;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static Map<String, String> texts(Connection connection, Catalog catalog, Map<String, List<String>> scopes)
            throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Source source : catalog.sources()) {
            List<Table> tables = source.entities().stream()
                    .flatMap(entity -> entity.tables().stream())
                    .filter(Table::scopeViews)
                    .toList();
            for (Table table : tables) {
                for (String scope : scopes.getOrDefault(source.name(), List.of())) {
                    String name = "vw_" + table.name() + "_" + scope;
                    texts.put(name, scopeView(connection, name, table, scope));
                }
            }
        }
        for (View view : catalog.views()) {
            texts.put(view.name(), view.sql());
        }
        return texts;
    }

    /** The columns in the table's order, to which the table adds at its end only: a view may gain columns there and nowhere else. */
    private static String scopeView(Connection connection, String name, Table table, String scope) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select column_name from information_schema.columns where table_schema = ? and table_name = ?
                order by ordinal_position""")) {
            query.setString(1, Catalog.SCHEMA);
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return "create or replace view " + Sql.name(Catalog.SCHEMA, name) + " as select " + Sql.names(columns)
                + " from " + GoldTable.of(table).sql() + " where scope = " + Sql.literal(scope);
    }

    private static boolean isOutdated(Connection connection, String name, String text) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select from ops.gold_view where view_name = ? and fingerprint = md5(?) and to_regclass(?) is not null""")) {
            query.setString(1, name);
            query.setString(2, text);
            query.setString(3, Sql.name(Catalog.SCHEMA, name));
            try (ResultSet found = query.executeQuery()) {
                return !found.next();
            }
        }
    }

    private static void make(Connection connection, String name, String text) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement note = connection.prepareStatement("""
                        insert into ops.gold_view (view_name, fingerprint) values (?, md5(?))
                        on conflict (view_name) do update set fingerprint = excluded.fingerprint, applied_at = now()""")) {
            statement.execute(text);
            note.setString(1, name);
            note.setString(2, text);
            note.executeUpdate();
        } catch (SQLException e) {
            throw new SQLException(
                    "Cannot make view " + Catalog.SCHEMA + "." + name + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }
}
