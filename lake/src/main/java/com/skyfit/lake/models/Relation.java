package com.skyfit.lake.models;

import com.skyfit.lake.warehouse.Sql;

/**
 * A table or view in the database that a model reads or becomes.
 *
 * @param schema its schema
 * @param name its name there
 */
public record Relation(String schema, String name) {

    /** As SQL names it, quoted. */
    public String sql() {
        return Sql.name(schema, name);
    }

    /** As people write it, {@code core.pd_deals}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
