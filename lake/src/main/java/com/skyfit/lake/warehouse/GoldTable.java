package com.skyfit.lake.warehouse;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Table;

/**
 * A table of gold, as everybody who reads one names it.
 *
 * @param name without its schema
 */
public record GoldTable(String name) {

    /** The table that the catalog describes. */
    public static GoldTable of(Table table) {
        return new GoldTable(table.name());
    }

    /** The table as SQL names it, quoted. */
    public String sql() {
        return Sql.name(Catalog.SCHEMA, name);
    }

    /** The table as people write it, {@code core.pd_deals}. */
    @Override
    public String toString() {
        return Catalog.SCHEMA + "." + name;
    }
}
