package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;

/**
 * Which tables a transform fills.
 *
 * @param schema that contains them
 */
record Target(String schema) {

    /** Gold itself. */
    static final Target GOLD = new Target(Catalog.SCHEMA);

    /** Temporary tables of the session, in which gold is built aside: they end with it, however it ends. */
    static final Target ASIDE = new Target("pg_temp");

    /** The table as SQL names it. */
    String sql(Table table) {
        return Sql.name(schema, table.name());
    }
}
