package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.SchemaChange.Kind;
import com.skyfit.lake.gold.schema.SystemColumns.SystemColumn;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of gold, made and extended from the catalog. Nothing is ever dropped. */
public final class GoldSchema {

    private static final String CREATE = Template.of("create schema if not exists {gold}")
            .with("gold", Sql.name(Catalog.SCHEMA))
            .sql();

    private GoldSchema() {}

    /**
     * The differences between the catalog's tables of an entity and the database.
     *
     * @return empty if all is as the catalog says
     */
    public static List<SchemaChange> changes(Connection connection, Entity entity) throws SQLException {
        return changes(differences(connection, entity));
    }

    private static List<SchemaChange> changes(List<SchemaDifferences> differences) {
        return differences.stream().flatMap(table -> table.changes().stream()).toList();
    }

    private static List<SchemaDifferences> differences(Connection connection, Entity entity) throws SQLException {
        List<SchemaDifferences> differences = new ArrayList<>();
        for (Table table : entity.tables()) {
            differences.add(new SchemaDifferences(
                    table, ExistingTable.read(connection, GoldTable.of(table).sql())));
        }
        return differences;
    }

    /**
     * Creates missing tables and columns of an entity, widens types that the catalog has widened, and replaces keys that are too short.
     *
     * @throws UnsafeCatalogException if the catalog asks for what cannot be done safely; nothing was changed
     */
    public static void create(Connection connection, Entity entity) throws SQLException {
        List<SchemaDifferences> differences = differences(connection, entity);
        List<SchemaChange> refused = changes(differences).stream()
                .filter(change -> change.kind() == Kind.REFUSED)
                .toList();
        if (!refused.isEmpty()) {
            throw new UnsafeCatalogException(refused);
        }
        Query.execute(connection, "select ops.refuse_earlier_writers()");
        Query.execute(connection, CREATE);
        for (SchemaDifferences table : differences) {
            if (table.existing().isMissing()) {
                create(connection, table.table());
            } else {
                extend(connection, table);
                widen(connection, table);
                renewKey(connection, table);
            }
        }
    }

    private static void create(Connection connection, Table table) throws SQLException {
        TableDdl ddl = new TableDdl(table);
        Query.execute(connection, ddl.create());
        Query.execute(connection, ddl.addKey());
        execute(connection, ddl.describe(Map.of()));
    }

    private static void extend(Connection connection, SchemaDifferences table) throws SQLException {
        TableDdl ddl = new TableDdl(table.table());
        List<Column> added = table.added();
        List<SystemColumn> addedBySystem = table.addedBySystem();
        execute(connection, added.stream().map(ddl::add).toList());
        execute(connection, addedBySystem.stream().map(ddl::add).toList());
        execute(connection, ddl.describe(table.existing().comments()));
    }

    private static void widen(Connection connection, SchemaDifferences table) throws SQLException {
        List<Column> widened = table.retyped();
        if (widened.isEmpty()) {
            return;
        }
        Dependents views =
                Dependents.putAside(connection, GoldTable.of(table.table()).sql());
        Query.execute(connection, new TableDdl(table.table()).changeTypes(widened));
        views.restore();
    }

    private static void renewKey(Connection connection, SchemaDifferences table) throws SQLException {
        if (table.isKeyTooShort()) {
            TableDdl ddl = new TableDdl(table.table());
            Query.execute(connection, ddl.dropKey(table.existing().key().name()));
            Query.execute(connection, ddl.addKey());
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        for (String statement : statements) {
            Query.execute(connection, statement);
        }
    }
}
