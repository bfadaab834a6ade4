package com.skyfit.lake.powerbi.star;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.Relation;
import com.skyfit.lake.powerbi.star.CustomTable.Field;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the star. Writes nothing. */
public final class StarReader {

    private static final String COLUMNS = """
            select a.attname as name, format_type(a.atttypid, null) as type, coalesce(col_description(a.attrelid, a.attnum), '') as description
            from pg_attribute a
            where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    private static final String FIELDS = """
            select c.column_name, f.field_name, c.part
            from ops.custom_field_column c join ops.custom_field f using (table_name, scope, field_code)
            where c.table_name = :table and c.scope = :scope
            order by c.position""";

    private static final String SCOPES = "select scope, number from ops.scope order by scope";

    private final Connection connection;
    private final Catalog catalog;

    private StarReader(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /**
     * The star of a project, as far as it is built.
     *
     * @param catalog what gold has
     */
    public static Star read(Connection connection, ModelProject project, Catalog catalog) throws SQLException {
        return new StarReader(connection, catalog).read(project.models());
    }

    private Star read(List<Model> models) throws SQLException {
        Map<String, Long> scopes = new LinkedHashMap<>();
        Query.of(connection, SCOPES).each(row -> scopes.put(row.text("scope"), row.number("number")));
        List<StarTable> tables = new ArrayList<>();
        List<CustomTable> customTables = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Model model : models) {
            if (!model.relation().schema().equals(Star.SCHEMA)
                    || model.display().isHidden()) {
                continue;
            }
            List<StarColumn> columns = columns(model.relation());
            if (columns.isEmpty()) {
                missing.add(model.relation().toString());
                continue;
            }
            StarTable table = new StarTable(
                    model.name(), model.relation(), model.description(), model.display(), model.promises(), columns);
            tables.add(table);
            for (Map.Entry<String, Long> scope : scopes.entrySet()) {
                custom(table, scope.getKey(), scope.getValue()).ifPresent(customTables::add);
            }
        }
        return new Star(tables, customTables, scopes, missing);
    }

    private List<StarColumn> columns(Relation relation) throws SQLException {
        return Query.of(connection, COLUMNS)
                .bind("relation", relation.sql())
                .list(row -> new StarColumn(row.text("name"), row.text("type"), row.text("description")));
    }

    /** Nothing where the account has no custom fields for the rows of that model, or its rows have no key of one column. */
    private Optional<CustomTable> custom(StarTable owner, String scope, long number) throws SQLException {
        Optional<Table> gold = owner.display().customFields().flatMap(this::gold);
        Optional<String> key = owner.columns().stream()
                .map(StarColumn::name)
                .filter(owner.promises()::identifies)
                .findFirst();
        if (gold.isEmpty() || key.isEmpty() || gold.get().key().size() != 1) {
            return Optional.empty();
        }
        String id = gold.get().key().get(0);
        Relation view = new Relation(Catalog.SCHEMA, "vw_" + gold.get().name() + "_custom_" + scope);
        Map<String, StarColumn> columns = new LinkedHashMap<>();
        columns(view).forEach(column -> columns.put(column.name(), column));
        List<Field> fields = new ArrayList<>();
        Query.of(connection, FIELDS)
                .bind("table", gold.get().name())
                .bind("scope", scope)
                .each(row -> {
                    StarColumn column = columns.get(row.text("column_name"));
                    if (column != null) {
                        String part = row.text("part");
                        fields.add(new Field(
                                column,
                                row.text("field_name") + (part.isEmpty() ? "" : ": " + part.replace('_', ' '))));
                    }
                });
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        String ownKey = key.get();
        while (columns.containsKey(ownKey)) {
            ownKey = "row_" + ownKey;
        }
        return Optional.of(new CustomTable(owner, key.get(), ownKey, view, id, scope, number, fields));
    }

    private Optional<Table> gold(String name) {
        return catalog.sources().stream()
                .flatMap(source -> source.entities().stream())
                .flatMap(entity -> entity.tables().stream())
                .filter(table -> table.name().equals(name))
                .findFirst();
    }
}
