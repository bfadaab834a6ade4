package com.skyfit.lake.gold.custom;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.ViewLedger;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The views of custom fields, {@code vw_TABLE_custom_SCOPE}: beside the key a typed column for each field and part of it. A view only ever gains
 * columns, at its end: a renamed field keeps its column and its comment says the new name, a removed one keeps showing what records still have,
 * and one whose type changes gets another column.
 */
public final class CustomFieldViews {

    private static final String RESERVED = "select word from pg_get_keywords() where catcode in ('R', 'T')";

    private final Warehouse warehouse;

    /** Views in that warehouse's gold. */
    public CustomFieldViews(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Notes what the definitions in gold say now, and makes the views that are missing or have changed; all of a source in one transaction.
     *
     * @param runId the run that has brought the definitions
     * @param scopes of the source
     * @return the names of the views made, without the schema
     */
    public List<String> apply(Source source, List<String> scopes, String runId) throws SQLException {
        List<String> made = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Set<String> reserved =
                        new HashSet<>(Query.of(connection, RESERVED).list(row -> row.text("word")));
                for (Table table : source.entities().stream()
                        .flatMap(entity -> entity.tables().stream())
                        .toList()) {
                    CustomFields fields = table.customFields();
                    if (fields != null
                            && exists(connection, fields.definitions().table())) {
                        for (String scope : scopes) {
                            Registry registry = new Registry(connection, table, fields, scope);
                            registry.note(runId);
                            made.addAll(view(connection, table, fields, scope, registry, reserved));
                        }
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

    /** The definitions may belong to an entity that is not enabled. */
    private static boolean exists(Connection connection, String table) throws SQLException {
        return Query.of(connection, "select to_regclass(:table) is not null as known")
                .bind("table", new GoldTable(table).sql())
                .one(row -> row.flag("known"));
    }

    private static List<String> view(
            Connection connection,
            Table table,
            CustomFields fields,
            String scope,
            Registry registry,
            Set<String> reserved)
            throws SQLException {
        List<String> shown = new ArrayList<>(table.key());
        shown.add("scope");
        shown.add("is_deleted");
        Set<String> taken = new HashSet<>(reserved);
        taken.addAll(shown);
        List<CustomField> known = registry.fields();
        List<CustomColumn> columns = registry.columns(known, taken);
        if (columns.isEmpty()) {
            return List.of();
        }
        String name = "vw_" + table.name() + "_custom_" + scope;
        CustomFieldSql sql = new CustomFieldSql(table.name(), scope, fields.values());
        List<String> select = new ArrayList<>(
                shown.stream().map(column -> "t." + Sql.name(column)).toList());
        columns.forEach(column -> select.add(sql.of(column) + " as " + Sql.name(column.name())));
        List<String> statements = new ArrayList<>();
        statements.add("create or replace view " + new GoldTable(name).sql() + " as\nselect "
                + String.join(",\n    ", select) + "\nfrom "
                + GoldTable.of(table).sql() + " t where t.scope = "
                + Sql.literal(scope));
        statements.addAll(comments(name, table, scope, columns, known));
        return ViewLedger.makeIfOutdated(connection, name, statements) ? List.of(name) : List.of();
    }

    private static List<String> comments(
            String view, Table table, String scope, List<CustomColumn> columns, List<CustomField> known) {
        List<String> comments = new ArrayList<>();
        comments.add("comment on view " + new GoldTable(view).sql() + " is "
                + Sql.literal("The custom fields of " + GoldTable.of(table) + " in " + scope
                        + ", a column for each; join it by the key."));
        for (String key : table.key()) {
            Column column = table.column(key);
            comments.add(comment(view, key, column.description()));
        }
        comments.add(comment(view, "scope", "The account, " + scope + " in every row."));
        comments.add(comment(view, "is_deleted", "Whether the record is deleted at the source."));
        Map<String, CustomField> byCode =
                known.stream().collect(Collectors.toMap(CustomField::code, Function.identity()));
        for (CustomColumn column : columns) {
            CustomField field = byCode.get(column.code());
            if (field != null) {
                comments.add(comment(view, column.name(), meaning(field, column)));
            }
        }
        return comments;
    }

    private static String meaning(CustomField field, CustomColumn column) {
        return field.name()
                + (column.part().isEmpty() ? "" : ": " + column.part())
                + " (field " + field.code() + ", " + field.type()
                + (field.isRemoved() ? ", removed" : "")
                + (column.kind() == field.kind()
                        ? ""
                        : ", formerly " + column.kind().written())
                + ")";
    }

    private static String comment(String view, String column, String text) {
        return "comment on column " + new GoldTable(view).sql() + "." + Sql.name(column) + " is " + Sql.literal(text);
    }
}
