package com.skyfit.lake.powerbi.tmdl;

import java.util.List;

/**
 * Whoever is in it sees some of the rows.
 *
 * @param name unique in the model
 * @param filters of the tables that it does not see completely
 */
public record Role(String name, List<Filter> filters) {

    /**
     * Which rows of a table are seen.
     *
     * @param table its name
     * @param expression in DAX, one line, true for them
     */
    public record Filter(String table, String expression) {}

    public Role {
        filters = List.copyOf(filters);
    }
}
