package com.skyfit.lake.models.building;

import com.skyfit.lake.gold.schema.Dependents;
import com.skyfit.lake.gold.schema.ScopePolicy;
import com.skyfit.lake.models.Materialization;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelConfig.Index;
import com.skyfit.lake.models.Relation;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One build of one model, in the transaction of the caller. */
final class ModelBuild {

    private static final Template SCHEMA = Template.of("create schema if not exists {schema}");

    private static final Template CREATE = Template.of("""
            create {kind} {relation} as select * from (
            {query}
            ) model""");

    private static final String ADDED_BY_OTHERS = """
            select c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = :known)
                or exists (select from pg_policy p where p.polrelid = c.oid and p.polname <> :known)
                or exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as added
            from pg_class c where c.oid = :relation::regclass""";

    private static final Template CREATE_OR_REPLACE = Template.of("""
            create or replace view {relation} as (
            {query}
            )""");

    private static final Template INDEX = Template.of("create {unique} index on {relation} using {method} ({columns})");
    private static final Template ANALYZE = Template.of("analyze {relation}");
    private static final Template DROP = Template.of("drop {kind} {relation}");
    private static final Template RENAME = Template.of("alter {kind} {relation} rename to {name}");
    private static final Template REFRESH = Template.of("refresh materialized view concurrently {relation}");

    /** What the database answers where a view would lose a column, or give it another name or type. */
    private static final String OTHER_SHAPE = "42P16";

    /** What takes a model's place is made under this name beside it; one writer builds one model at a time. */
    private static final String SUCCESSOR = "skyfit successor";

    private final Connection connection;
    private final Model model;
    private final ReaderGap gap;
    private final String relation;

    /** The queries of all models by their relations: a view that showed what is gone may have been rewritten for it. */
    private final Map<String, String> renewed;

    ModelBuild(Connection connection, Model model, Map<String, String> renewed, ReaderGap gap) {
        this.renewed = renewed;
        this.connection = connection;
        this.model = model;
        this.gap = gap;
        this.relation = model.relation().sql();
    }

    Built run(boolean completely) throws SQLException, InterruptedException {
        Query.execute(connection, "select ops.refuse_earlier_writers()");
        execute(SCHEMA.with("schema", Sql.name(model.relation().schema())));
        Standing standing = Standing.of(connection, model, fingerprint());
        if (standing.isThere() && !standing.ours()) {
            throw new SQLException(model.relation() + " is there and no model made it (" + standing.kind()
                    + "): give the model another name or schema");
        }
        Built built = switch (model.config().materialization()) {
            case VIEW -> view(standing);
            case TABLE -> rows(standing);
            case INCREMENTAL ->
                standing.is(Standing.TABLE) && standing.same() && !completely ? increment(standing) : rows(standing);
            case MATERIALIZED_VIEW -> materializedView(standing);
        };
        describe(kind(), relation);
        note();
        return built;
    }

    /** What decides on the shape; of a table not its query, whose rows are computed in each build. */
    private String fingerprint() {
        List<Object> parts = new ArrayList<>();
        parts.add(model.config());
        if (model.config().materialization() != Materialization.TABLE) {
            parts.add(model.sql());
            parts.add(model.incrementalSql());
        }
        return parts.toString();
    }

    private String kind() {
        return switch (model.config().materialization()) {
            case VIEW -> Standing.VIEW;
            case TABLE, INCREMENTAL -> Standing.TABLE;
            case MATERIALIZED_VIEW -> Standing.MATERIALIZED_VIEW;
        };
    }

    private Built view(Standing standing) throws SQLException, InterruptedException {
        if (!standing.is(Standing.VIEW)) {
            return replace(standing, model.sql());
        }
        if (standing.same()) {
            return new Built(0, false);
        }
        try {
            gap.make(
                    connection,
                    model.relation(),
                    () -> execute(CREATE_OR_REPLACE.with("relation", relation).with("query", model.sql())));
            return new Built(0, true);
        } catch (SQLException e) {
            if (!OTHER_SHAPE.equals(e.getSQLState())) {
                throw e;
            }
            return replace(standing, model.sql());
        }
    }

    private Built rows(Standing standing) throws SQLException, InterruptedException {
        if (!standing.is(Standing.TABLE) || !standing.same()) {
            return replace(standing, model.sql());
        }
        RowChanges changes = new RowChanges(connection, model);
        changes.compute(model.sql());
        return changes.haveShapeOf(relation)
                ? new Built(changes.replaceDiffering(), false)
                : replace(standing, "select * from " + RowChanges.ASIDE);
    }

    /** New rows of another shape, such as those of a source that gained a column, cannot join the earlier ones. */
    private Built increment(Standing standing) throws SQLException, InterruptedException {
        RowChanges changes = new RowChanges(connection, model);
        changes.compute(model.incrementalSql());
        return changes.haveShapeOf(relation) ? new Built(changes.join(), false) : replace(standing, model.sql());
    }

    private Built materializedView(Standing standing) throws SQLException, InterruptedException {
        if (standing.is(Standing.MATERIALIZED_VIEW) && standing.same() && standing.refreshesConcurrently()) {
            execute(REFRESH.with("relation", relation));
            return new Built(0, false);
        }
        return replace(standing, model.sql());
    }

    /** Makes all of it beside what is there, which readers use meanwhile; the change of places is short. */
    private Built replace(Standing standing, String query) throws SQLException, InterruptedException {
        refuseToLose(standing);
        String successor = new Relation(model.relation().schema(), SUCCESSOR).sql();
        execute(CREATE.with("kind", kind()).with("relation", successor).with("query", query));
        for (Index index : model.config().indexes()) {
            execute(INDEX.with("unique", index.unique() ? "unique" : "")
                    .with("relation", successor)
                    .with("method", index.method())
                    .with("columns", Sql.names(index.columns())));
        }
        long rows = 0;
        if (model.config().materialization() != Materialization.VIEW) {
            execute(ANALYZE.with("relation", successor));
            rows = Query.of(
                            connection,
                            Template.of("select count(*) as rows from {relation}")
                                    .with("relation", successor)
                                    .sql())
                    .one(row -> row.number("rows"));
        }
        describe(kind(), successor);
        boolean limited = ScopePolicy.isOn(connection, relation);
        gap.make(connection, model.relation(), () -> {
            Dependents dependents = Dependents.putAside(connection, relation);
            if (standing.isThere()) {
                execute(DROP.with("kind", standing.kind()).with("relation", relation));
            }
            execute(RENAME.with("kind", kind())
                    .with("relation", successor)
                    .with("name", Sql.name(model.relation().name())));
            for (String renamed : indexNames()) {
                Query.execute(connection, renamed);
            }
            if (limited && !ScopePolicy.put(connection, relation)) {
                throw new SQLException(
                        model.relation()
                                + " would lose the column scope or scope_key, by which readers of some scopes see their rows only: keep it, or revoke these readers");
            }
            dependents.restoreOverSuccessor(renewed);
        });
        return new Built(rows, true);
    }

    private List<String> indexNames() throws SQLException {
        return Query.of(connection, Query.stored(ModelBuild.class, "index_names"))
                .bind("relation", relation)
                .bind("successor", SUCCESSOR)
                .bind("name", model.relation().name())
                .list(row -> row.text("statement"));
    }

    /** Nobody would notice that rows are no longer kept from somebody. */
    private void refuseToLose(Standing standing) throws SQLException {
        if (standing.isThere()
                && Query.of(connection, ADDED_BY_OTHERS)
                        .bind("relation", relation)
                        .bind("known", ScopePolicy.NAME)
                        .one(row -> row.flag("added"))) {
            throw new SQLException(
                    model.relation()
                            + " has row level security, policies or triggers, which its new shape would lose: remove them, build the model, and create them again");
        }
    }

    private void describe(String kind, String described) throws SQLException {
        Map<String, String> columns = model.columns();
        List<String> comments = Query.of(connection, Query.stored(ModelBuild.class, "differing_comments"))
                .bind("kind", kind)
                .bind("relation", described)
                .bind("text", model.description())
                .bind("names", List.copyOf(columns.keySet()))
                .bind("texts", List.copyOf(columns.values()))
                .list(row -> row.text("statement"));
        for (String comment : comments) {
            Query.execute(connection, comment);
        }
    }

    private void note() throws SQLException {
        Query.of(connection, Query.stored(ModelBuild.class, "note"))
                .bind("model", model.name())
                .bind("shown", model.relation().toString())
                .bind("materialized", model.config().materialization().text())
                .bind("text", fingerprint())
                .update();
    }

    private void execute(Template statement) throws SQLException {
        Query.execute(connection, statement.sql());
    }
}
