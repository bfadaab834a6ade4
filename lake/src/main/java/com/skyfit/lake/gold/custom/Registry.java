package com.skyfit.lake.gold.custom;

import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.OptionRows;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code ops} remembers of the custom fields of one table in one scope. Works within the transaction of its connection. */
final class Registry {

    private static final Template OPTIONS =
            Template.of("select r.field_code, r.option_id, r.label from ({rows}) r where r.scope = :scope");

    private final Connection connection;
    private final Table table;
    private final CustomFields fields;
    private final String scope;

    Registry(Connection connection, Table table, CustomFields fields, String scope) {
        this.connection = connection;
        this.table = table;
        this.fields = fields;
        this.scope = scope;
    }

    /** Notes what the definitions say now; names that are new are noted as of this run. */
    void note(String runId) throws SQLException {
        CustomFields.Definitions definitions = fields.definitions();
        query(Template.of(Query.stored(Registry.class, "note-fields"))
                        .with("definitions", new GoldTable(definitions.table()).sql())
                        .with("code", Sql.name(definitions.code()))
                        .with("name", Sql.name(definitions.name()))
                        .with("type", Sql.name(definitions.type()))
                        .with("custom", Sql.name(definitions.custom()))
                        .sql())
                .update();
        if (fields.options() != null) {
            query(Template.of(Query.stored(Registry.class, "note-options"))
                            .with(
                                    "options",
                                    OPTIONS.with("rows", OptionRows.sql(definitions, fields.options()))
                                            .sql())
                            .sql())
                    .update();
        }
        query(Query.stored(Registry.class, "note-names")).bind("run", runId).update();
    }

    /** The fields that the account has or had, in the order of their codes. */
    List<CustomField> fields() throws SQLException {
        return query("""
                        select field_code, field_name, field_type, is_removed from ops.custom_field
                        where table_name = :table and scope = :scope order by field_code collate "C\"""")
                .list(row -> new CustomField(
                        row.text("field_code"),
                        row.text("field_name"),
                        row.text("field_type"),
                        fields.kind(row.text("field_type")),
                        row.flag("is_removed")));
    }

    /** The columns of all fields in their places; those of fields that have none yet are made, behind the others. */
    List<CustomColumn> columns(List<CustomField> known, Set<String> reserved) throws SQLException {
        List<CustomColumn> columns = new ArrayList<>(query("""
                        select column_name, field_code, kind, part from ops.custom_field_column
                        where table_name = :table and scope = :scope order by position""")
                .list(row -> new CustomColumn(
                        row.text("column_name"),
                        row.text("field_code"),
                        CustomFields.Kind.valueOf(row.text("kind")),
                        row.text("part"))));
        Set<String> taken = new HashSet<>(reserved);
        columns.forEach(column -> taken.add(column.name()));
        ColumnNames names = new ColumnNames(taken);
        for (CustomField field : known) {
            if (columns.stream()
                    .noneMatch(column -> column.code().equals(field.code()) && column.kind() == field.kind())) {
                columns.addAll(made(field, names, columns.size()));
            }
        }
        return columns;
    }

    private List<CustomColumn> made(CustomField field, ColumnNames names, int places) throws SQLException {
        List<String> parts = CustomFieldSql.parts(field.kind());
        String name = names.take(
                field.name(), field.code(), parts.stream().map(Registry::ending).toList());
        List<CustomColumn> made = parts.stream()
                .map(part -> new CustomColumn(name + ending(part), field.code(), field.kind(), part))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CustomColumn column : made) {
            rows.add(Map.of("position", places + rows.size(), "column", column.name(), "part", column.part()));
        }
        query("""
                        insert into ops.custom_field_column (table_name, scope, position, column_name, field_code, kind, part)
                        values (:table, :scope, :position, :column, :code, :kind, :part)""").bind("code", field.code()).bind("kind", field.kind().name()).updateEach(rows);
        return made;
    }

    private static String ending(String part) {
        return part.isEmpty() ? "" : "_" + part;
    }

    private Query query(String sql) {
        Query query = Query.of(connection, sql).bind("scope", scope);
        return sql.contains(":table") ? query.bind("table", table.name()) : query;
    }
}
