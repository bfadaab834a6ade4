package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The policy of a table by which readers who are limited to some scopes see those rows only. The table's owner sees all. Statements run in the
 * transaction of the caller.
 */
public final class ScopePolicy {

    /** Its name, in every table. */
    public static final String NAME = "skyfit_scope";

    private static final String IS_ON = """
            select exists (
                select from pg_policy p where p.polrelid = to_regclass(:relation) and p.polname = 'skyfit_scope') as there""";

    private static final String SCOPE_COLUMN = """
            select a.attname as name from pg_attribute a
            where a.attrelid = to_regclass(:relation) and a.attname in ('scope', 'scope_key') and not a.attisdropped
            order by a.attname limit 1""";

    // A subquery without a reference to the row is computed once for each query.
    private static final Template CREATE = Template.of("""
            create policy {policy} on {relation} for select using (
                (select ops.{allowed}(current_user)) is null or {column} = any ((select ops.{allowed}(current_user))::{type}[]))""");

    private static final Template ENABLE = Template.of("alter table {relation} enable row level security");
    private static final Template DISABLE = Template.of("alter table {relation} disable row level security");
    private static final Template DROP = Template.of("drop policy {policy} on {relation}");

    private ScopePolicy() {}

    /**
     * Whether a table has it.
     *
     * @param relation its name, quoted
     */
    public static boolean isOn(Connection connection, String relation) throws SQLException {
        return Query.of(connection, IS_ON).bind("relation", relation).one(row -> row.flag("there"));
    }

    /**
     * Gives it to a table that does not have it.
     *
     * @return false if the table has no column that tells the scope of a row; nothing was done
     */
    public static boolean put(Connection connection, String relation) throws SQLException {
        String column = Query.of(connection, SCOPE_COLUMN)
                .bind("relation", relation)
                .first(row -> row.text("name"))
                .orElse("");
        if (column.isEmpty()) {
            return false;
        }
        boolean byName = column.equals("scope");
        Query.execute(
                connection,
                CREATE.with("policy", NAME)
                        .with("relation", relation)
                        .with("allowed", byName ? "reader_scopes" : "reader_scope_keys")
                        .with("column", column)
                        .with("type", byName ? "text" : "int")
                        .sql());
        Query.execute(connection, ENABLE.with("relation", relation).sql());
        return true;
    }

    /** Takes it from a table that has it. Whoever may read the table sees all rows again. */
    public static void remove(Connection connection, String relation) throws SQLException {
        Query.execute(
                connection, DROP.with("policy", NAME).with("relation", relation).sql());
        Query.execute(connection, DISABLE.with("relation", relation).sql());
    }
}
