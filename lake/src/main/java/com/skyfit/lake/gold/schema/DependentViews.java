package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The views over a table, anybody's, put aside while a column's type changes and made again as they were, in the transaction of the
 * caller: PostgreSQL changes no column that a view shows. Readers never see them missing.
 */
final class DependentViews {

    private static final String DEPENDENT = Query.stored(DependentViews.class, "dependent_views");

    /** The names of views come quoted from the database. */
    private static final Template DROP = Template.of("drop view {view}");

    private static final Template CREATE = Template.of("create view {view} as {definition}");
    private static final Template OWNER = Template.of("alter view {view} owner to {owner}");
    private static final Template COMMENT = Template.of("comment on view {view} is {text}");

    private record Saved(String drop, List<String> restore) {}

    private final Connection connection;
    private final List<Saved> saved;

    private DependentViews(Connection connection, List<Saved> saved) {
        this.connection = connection;
        this.saved = saved;
    }

    /**
     * Takes the views away.
     *
     * @throws SQLException if a materialized view is among them: it would have to be filled again while readers wait
     */
    static DependentViews putAside(Connection connection, GoldTable table) throws SQLException {
        List<Saved> saved =
                Query.of(connection, DEPENDENT).bind("table", table.sql()).list(row -> saved(table, row));
        for (int i = saved.size() - 1; i >= 0; i--) {
            Query.execute(connection, saved.get(i).drop());
        }
        return new DependentViews(connection, saved);
    }

    private static Saved saved(GoldTable table, Row row) throws SQLException {
        String view = row.text("view");
        if (row.flag("materialized")) {
            throw new SQLException("Cannot change a column of " + table + ": the materialized view " + view
                    + " shows it; drop it and create it again afterwards");
        }
        List<String> restore = new ArrayList<>();
        restore.add(CREATE.with("view", view)
                .with("definition", row.text("definition"))
                .sql());
        restore.add(OWNER.with("view", view)
                .with("owner", Sql.name(row.text("owner")))
                .sql());
        String comment = row.textOrNull("comment");
        if (comment != null) {
            restore.add(COMMENT.with("view", view)
                    .with("text", Sql.literal(comment))
                    .sql());
        }
        restore.addAll(row.texts("grants"));
        return new Saved(DROP.with("view", view).sql(), restore);
    }

    /** Makes them again, with owner, comment and grants. */
    void restore() throws SQLException {
        for (Saved view : saved) {
            for (String statement : view.restore()) {
                Query.execute(connection, statement);
            }
        }
    }
}
