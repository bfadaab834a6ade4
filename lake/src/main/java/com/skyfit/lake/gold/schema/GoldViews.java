package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The views over gold that show one scope of a table. All of them are brought up to date in one
 * transaction, and only those that differ from what they were made from: replacing a view takes a lock that readers would wait for.
 * None is ever dropped.
 */
public final class GoldViews {

    private static final String COLUMNS = """
            select column_name from information_schema.columns
            where table_schema = :schema and table_name = :table order by ordinal_position""";

    /** Its text decides whether a view is made again: a change here makes every view of every scope again, under its readers. */
    private static final Template SCOPE_VIEW =
            Template.of("create or replace view {view} as select {columns} from {table} where scope = {scope}");

    private final Warehouse warehouse;

    /** Views in that warehouse's gold. */
    public GoldViews(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Creates missing views and replaces changed ones. The tables must exist.
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
                    if (ViewLedger.makeIfOutdated(connection, view.getKey(), List.of(view.getValue()))) {
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
        return texts;
    }

    /** The columns in the table's order, to which the table adds at its end only: a view may gain columns there and nowhere else. */
    private static String scopeView(Connection connection, String name, Table table, String scope) throws SQLException {
        List<String> columns = Query.of(connection, COLUMNS)
                .bind("schema", Catalog.SCHEMA)
                .bind("table", table.name())
                .list(row -> row.text("column_name"));
        return SCOPE_VIEW
                .with("view", new GoldTable(name).sql())
                .with("columns", Sql.names(columns))
                .with("table", GoldTable.of(table).sql())
                .with("scope", Sql.literal(scope))
                .sql();
    }
}
