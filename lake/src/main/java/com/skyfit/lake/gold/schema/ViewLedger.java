package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Which statements made each view ({@code ops.gold_view}): making it again takes a lock that readers would wait for. */
public final class ViewLedger {

    private static final String UP_TO_DATE = """
            select from ops.gold_view
            where view_name = :name and fingerprint = md5(:text) and to_regclass(:view) is not null""";

    private static final String NOTE = """
            insert into ops.gold_view (view_name, fingerprint) values (:name, md5(:text))
            on conflict (view_name) do update set fingerprint = excluded.fingerprint, applied_at = now()""";

    private ViewLedger() {}

    /**
     * Makes a view unless the same statements have made it.
     *
     * @param name without the schema
     * @param statements that make it, and its comments
     * @return whether it was made
     * @throws SQLException if it cannot be made; names the view
     */
    public static boolean makeIfOutdated(Connection connection, String name, List<String> statements)
            throws SQLException {
        String text = String.join(";\n", statements);
        boolean current = !Query.of(connection, UP_TO_DATE)
                .bind("name", name)
                .bind("text", text)
                .bind("view", new GoldTable(name).sql())
                .list(row -> name)
                .isEmpty();
        if (current) {
            return false;
        }
        try {
            for (String statement : statements) {
                Query.execute(connection, statement);
            }
            Query.of(connection, NOTE).bind("name", name).bind("text", text).update();
            return true;
        } catch (SQLException e) {
            throw new SQLException(
                    "Cannot create view " + new GoldTable(name) + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }
}
