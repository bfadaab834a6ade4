package com.skyfit.lake.models.building;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows that are computed aside and then change a model's table: only what differs is written, and readers wait for nothing. */
final class RowChanges {

    /** Where rows are computed; only this session sees it. */
    static final String ASIDE = "pg_temp.\"skyfit aside\"";

    /** Not at the top of the statement a query cannot write anything. */
    private static final Template COMPUTE = Template.of("""
            create temporary table "skyfit aside" on commit drop as select * from (
            {query}
            ) model""");

    private static final Template INSERT = Template.of("insert into {table} ({columns}) select {columns} from {aside}");

    private final Connection connection;
    private final Model model;
    private final String table;

    RowChanges(Connection connection, Model model) {
        this.connection = connection;
        this.model = model;
        this.table = model.relation().sql();
    }

    /** Computes the rows of a query. */
    void compute(String query) throws SQLException {
        Query.execute(connection, COMPUTE.with("query", query).sql());
        Query.execute(connection, "analyze " + ASIDE);
    }

    /** Whether the rows have the columns of a relation, by name, type and order. */
    boolean haveShapeOf(String relation) throws SQLException {
        return shape(ASIDE).equals(shape(relation));
    }

    private List<String> shape(String relation) throws SQLException {
        return columns(relation, row -> Sql.name(row.text("name")) + " " + row.text("type"));
    }

    private List<String> columns(String relation, Query.Mapping<String> shown) throws SQLException {
        return Query.of(connection, Query.stored(RowChanges.class, "shape"))
                .bind("relation", relation)
                .list(shown);
    }

    private List<String> columns() throws SQLException {
        return columns(table, RowChanges::name);
    }

    private static String name(Row row) throws SQLException {
        return row.text("name");
    }

    /**
     * Makes the table hold the computed rows and no others. Rows are found by a column that identifies them, as the model's tests promise; where
     * there is none, or the rows break the promise, by their whole content, which costs several times as much.
     *
     * @return how many rows were removed, changed and added
     */
    long replaceDiffering() throws SQLException {
        for (String column : columns()) {
            if (model.promises().identifies(column)) {
                List<String> key = List.of(column);
                return doubled(ASIDE, key).isPresent() || doubled(table, key).isPresent()
                        ? replaceByContent()
                        : update(stored("remove_missing_key").with("same_key", same(key))) + merge(key);
            }
        }
        return replaceByContent();
    }

    private long replaceByContent() throws SQLException {
        long removed = update(stored("remove_surplus"));
        return removed + update(stored("add_missing").with("columns", Sql.names(columns())));
    }

    /**
     * Lets the computed rows join those that the model has.
     *
     * @return how many rows were written
     */
    long join() throws SQLException {
        return switch (model.config().strategy()) {
            case APPEND -> append();
            case DELETE_INSERT ->
                update(stored("delete_same_key").with("key", Sql.names(key())).with("same_key", same(key())))
                        + append();
            case MERGE -> {
                Optional<String> doubled = doubled(ASIDE, key());
                if (doubled.isPresent()) {
                    throw new SQLException("The query brings more than one row of a unique_key (" + Sql.names(key())
                            + "), or one in which it is null, such as: \""
                            + doubled.get().replace('"', '\'')
                            + "\": a merge cannot tell which row of the table such a row replaces");
                }
                yield merge(key());
            }
        };
    }

    private long append() throws SQLException {
        return Query.of(
                        connection,
                        INSERT.with("table", table)
                                .with("aside", ASIDE)
                                .with("columns", Sql.names(columns()))
                                .sql())
                .update();
    }

    private Optional<String> doubled(String rows, List<String> key) throws SQLException {
        return Query.of(
                        connection,
                        Template.of(Query.stored(RowChanges.class, "doubled_key"))
                                .with("rows", rows)
                                .with("key", Sql.names(key))
                                .sql())
                .first(row -> row.text("doubled"));
    }

    private long merge(List<String> key) throws SQLException {
        List<String> values =
                columns().stream().filter(column -> !key.contains(column)).toList();
        long changed = values.isEmpty()
                ? 0
                : update(stored("update_same_key")
                        .with("same_key", same(key))
                        .with(
                                "assignments",
                                values.stream()
                                        .map(column -> Sql.name(column) + " = incoming." + Sql.name(column))
                                        .collect(Collectors.joining(", ")))
                        .with("present_values", of("present", values))
                        .with("incoming_values", of("incoming", values)));
        return changed
                + update(stored("insert_new_key").with("same_key", same(key)).with("columns", Sql.names(columns())));
    }

    private List<String> key() {
        return model.config().uniqueKey();
    }

    private static String same(List<String> key) {
        return key.stream()
                .map(column -> "present." + Sql.name(column) + " = incoming." + Sql.name(column))
                .collect(Collectors.joining(" and "));
    }

    private static String of(String alias, List<String> columns) {
        return columns.stream().map(column -> alias + "." + Sql.name(column)).collect(Collectors.joining(", "));
    }

    private Template stored(String name) {
        return Template.of(Query.stored(RowChanges.class, name))
                .with("table", table)
                .with("aside", ASIDE);
    }

    private long update(Template statement) throws SQLException {
        return Query.of(connection, statement.sql()).update();
    }
}
