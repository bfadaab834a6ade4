package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.gold.schema.SystemColumns.SystemColumn;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that make a table of gold as the catalog describes it, and extend it. */
final class TableDdl {

    private static final Template CREATE = Template.of("""
            create table {table} (
                {columns}
            )""");

    private static final Template PRIMARY_KEY = Template.of("alter table {table} add primary key ({key})");

    private static final Template UNIQUE_INDEX = Template.of("create unique index on {table} ({key})");

    private static final Template DROP_KEY = Template.of("alter table {table} drop constraint {name}");

    /** Replaces a text that may be longer than an index can hold. */
    private static final Template HASHED = Template.of("ops.text_key({column})");

    private static final Template ADD_COLUMN = Template.of("alter table {table} add column {column} {definition}");

    private static final Template ALTER = Template.of("alter table {table} {changes}");

    private static final Template COMMENT_ON_TABLE = Template.of("comment on table {table} is {text}");

    private static final Template COMMENT_ON_COLUMN = Template.of("comment on column {table}.{column} is {text}");

    private final Table table;
    private final String name;

    TableDdl(Table table) {
        this.table = table;
        this.name = GoldTable.of(table).sql();
    }

    /** The columns that identify a row. */
    static List<String> key(Table table) {
        return Stream.concat(table.key().stream(), Stream.of(SystemColumns.SCOPE))
                .toList();
    }

    /** Makes the table. */
    String create() {
        Stream<String> business = table.columns().stream()
                .map(column -> Sql.name(column.name()) + " " + PostgresTypes.sql(column.type())
                        + (table.key().contains(column.name()) ? " not null" : ""));
        Stream<String> system =
                SystemColumns.of(table).stream().map(column -> Sql.name(column.name()) + " " + column.definition());
        return CREATE.with("table", name)
                .with("columns", Stream.concat(business, system).collect(Collectors.joining(",\n    ")))
                .sql();
    }

    /** Whether a text of any length is part of the key. A record's own key is bounded when its line is loaded, an element's is not. */
    static boolean hasLongKey(Table table) {
        return table.key().stream().anyMatch(name -> isLong(table, name));
    }

    private static boolean isLong(Table table, String name) {
        Column column = table.column(name);
        return table.isChild()
                && column.type() == ColumnType.Simple.TEXT
                && column.content().paths().stream().noneMatch(ValuePath::inParent);
    }

    /** Makes the database rule out duplicate keys. */
    String addKey() {
        if (!hasLongKey(table)) {
            return PRIMARY_KEY
                    .with("table", name)
                    .with("key", Sql.names(key(table)))
                    .sql();
        }
        // Hashes come last, so that the index also finds all rows of a record.
        return UNIQUE_INDEX
                .with("table", name)
                .with(
                        "key",
                        Stream.concat(
                                        key(table).stream()
                                                .filter(column -> !hashed().contains(column))
                                                .map(Sql::name),
                                        hashed().stream()
                                                .map(column -> HASHED.with("column", Sql.name(column))
                                                        .sql()))
                                .collect(Collectors.joining(", ")))
                .sql();
    }

    private List<String> hashed() {
        return table.key().stream().filter(column -> isLong(table, column)).toList();
    }

    /** Takes a primary key away. */
    String dropKey(String constraint) {
        return DROP_KEY.with("table", name).with("name", Sql.name(constraint)).sql();
    }

    /** Adds a column of the catalog. */
    String add(Column column) {
        return add(column.name(), PostgresTypes.sql(column.type()));
    }

    /** Adds a column that every table has. */
    String add(SystemColumn column) {
        return add(column.name(), column.definition());
    }

    private String add(String column, String definition) {
        return ADD_COLUMN
                .with("table", name)
                .with("column", Sql.name(column))
                .with("definition", definition)
                .sql();
    }

    /** Gives columns the types that the catalog says; all in one statement, which writes the table once. */
    String changeTypes(List<Column> columns) {
        return ALTER.with("table", name)
                .with(
                        "changes",
                        columns.stream()
                                .map(column -> "alter column " + Sql.name(column.name()) + " type "
                                        + PostgresTypes.sql(column.type()))
                                .collect(Collectors.joining(", ")))
                .sql();
    }

    /**
     * Says what the table and its columns mean.
     *
     * @param said by the table already, under the empty text, and by its columns; that is not said again
     */
    List<String> describe(Map<String, String> said) {
        List<String> comments = new ArrayList<>();
        if (!table.description().equals(said.get(""))) {
            comments.add(COMMENT_ON_TABLE
                    .with("table", name)
                    .with("text", Sql.literal(table.description()))
                    .sql());
        }
        Map<String, String> meanings = new LinkedHashMap<>();
        table.columns().forEach(column -> meanings.put(column.name(), column.description()));
        SystemColumns.of(table).forEach(column -> meanings.put(column.name(), column.description()));
        meanings.forEach((column, meaning) -> {
            if (!meaning.equals(said.get(column))) {
                comments.add(comment(column, meaning));
            }
        });
        return comments;
    }

    private String comment(String column, String description) {
        return COMMENT_ON_COLUMN
                .with("table", name)
                .with("column", Sql.name(column))
                .with("text", Sql.literal(description))
                .sql();
    }
}
