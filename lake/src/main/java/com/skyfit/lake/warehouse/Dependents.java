package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The views over a relation, anybody's, put aside while it changes its shape or another takes its place, and made again as they were, in the
 * transaction of the caller: readers never see them missing. A materialized view among them is filled again while its readers wait.
 */
public final class Dependents {

    private static final String DEPENDENTS = Query.stored(Dependents.class, "dependents");

    /** Names come quoted from the database. */
    private static final Template DROP = Template.of("drop {kind} {relation}");

    private static final Template CREATE = Template.of("create {kind} {relation} {options} as {definition}");

    private record Saved(boolean itself, String drop, List<String> restore) {}

    private final Connection connection;
    private final List<Saved> saved;

    private Dependents(Connection connection, List<Saved> saved) {
        this.connection = connection;
        this.saved = saved;
    }

    /**
     * Takes the views away; the relation itself stays.
     *
     * @param relation its name, quoted
     */
    public static Dependents putAside(Connection connection, String relation) throws SQLException {
        List<Saved> saved =
                Query.of(connection, DEPENDENTS).bind("relation", relation).list(Dependents::saved);
        for (int i = saved.size() - 1; i >= 0; i--) {
            if (!saved.get(i).itself()) {
                Query.execute(connection, saved.get(i).drop());
            }
        }
        return new Dependents(connection, saved);
    }

    private static Saved saved(Row row) throws SQLException {
        boolean itself = row.flag("itself");
        String drop = DROP.with("kind", row.text("kind"))
                .with("relation", row.text("relation"))
                .sql();
        List<String> restore = new ArrayList<>();
        if (!itself) {
            restore.add(CREATE.with("kind", row.text("kind"))
                    .with("relation", row.text("relation"))
                    .with("options", row.text("options"))
                    .with("definition", row.text("definition"))
                    .sql());
            restore.addAll(row.texts("indexes"));
            restore.addAll(row.texts("comments"));
        }
        restore.addAll(row.texts("rights"));
        return new Saved(itself, drop, restore);
    }

    /** Makes the views again, with all that belonged to them, over the relation, which has changed. */
    public void restore() throws SQLException {
        restore(false);
    }

    /** The same over a relation that has taken the other's place, and gets its owner and grants. */
    public void restoreOverSuccessor() throws SQLException {
        restore(true);
    }

    private void restore(boolean isSuccessor) throws SQLException {
        for (Saved one : saved) {
            if (isSuccessor || !one.itself()) {
                for (String statement : one.restore()) {
                    Query.execute(connection, statement);
                }
            }
        }
    }
}
