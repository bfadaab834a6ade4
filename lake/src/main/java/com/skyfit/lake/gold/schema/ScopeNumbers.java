package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The numbers of scopes ({@code ops.scope}), of which models make keys of one column. */
public final class ScopeNumbers {

    private static final String GIVE = """
            insert into ops.scope (scope, number)
            select s.scope, (select coalesce(max(number), 0) from ops.scope) + row_number() over (order by s.place)
            from unnest(:scopes) with ordinality s (scope, place)
            where not exists (select from ops.scope known where known.scope = s.scope)""";

    private ScopeNumbers() {}

    /**
     * Gives each scope that has none yet the next number.
     *
     * @param scopes in the order of their configuration, none twice
     * @throws SQLException if there are more than 63 scopes in all
     */
    public static void give(Warehouse warehouse, Collection<String> scopes) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Query.of(connection, GIVE).bind("scopes", scopes).update();
        }
    }
}
