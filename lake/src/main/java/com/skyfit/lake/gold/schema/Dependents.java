package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The views over a relation, anybody's, put aside while it changes its shape or another takes its place, and made again as they were, in the
 * transaction of the caller: readers never see them missing. A materialized view among them is filled again while its readers wait.
 */
public final class Dependents {

    private static final String DEPENDENTS = Query.stored(Dependents.class, "dependents");

    /** Names come quoted from the database. */
    private static final Template DROP = Template.of("drop {kind} {relation}");

    private static final Template CREATE = Template.of("create {kind} {relation} {options} as {definition}");

    /**
     * One of them.
     *
     * @param shown its name as people write it
     * @param create makes it again; without a definition in it
     * @param belongings its indexes and comments, which depend on its columns
     */
    private record Saved(
            boolean itself,
            String shown,
            String drop,
            Template create,
            String definition,
            List<String> belongings,
            List<String> rights) {}

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
        List<String> belongings = new ArrayList<>(row.texts("indexes"));
        belongings.addAll(row.texts("comments"));
        return new Saved(
                itself,
                row.text("shown"),
                DROP.with("kind", row.text("kind"))
                        .with("relation", row.text("relation"))
                        .sql(),
                CREATE.with("kind", row.text("kind"))
                        .with("relation", row.text("relation"))
                        .with("options", row.text("options")),
                row.text("definition"),
                belongings,
                row.texts("rights"));
    }

    /** Makes the views again, with all that belonged to them, over the relation, which has changed. */
    public void restore() throws SQLException {
        for (Saved one : saved) {
            if (!one.itself()) {
                restore(one, Map.of());
            }
        }
    }

    /**
     * The same over a relation that has taken the other's place, and gets its owner and grants.
     *
     * @param renewed definitions of views, by their names as people write them, for those that cannot be as they were any more
     */
    public void restoreOverSuccessor(Map<String, String> renewed) throws SQLException {
        for (Saved one : saved) {
            if (one.itself()) {
                execute(one.rights());
            } else {
                restore(one, renewed);
            }
        }
    }

    private void restore(Saved one, Map<String, String> renewed) throws SQLException {
        String definition = renewed.get(one.shown());
        Savepoint before = connection.setSavepoint();
        try {
            execute(List.of(one.create().with("definition", one.definition()).sql()));
            execute(one.belongings());
        } catch (SQLException e) {
            if (definition == null) {
                throw e;
            }
            connection.rollback(before);
            execute(List.of(one.create().with("definition", definition).sql()));
        }
        connection.releaseSavepoint(before);
        execute(one.rights());
    }

    private void execute(List<String> statements) throws SQLException {
        for (String statement : statements) {
            Query.execute(connection, statement);
        }
    }
}
