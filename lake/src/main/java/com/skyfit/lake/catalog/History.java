package com.skyfit.lake.catalog;

import java.util.List;

/**
 * What is kept of a table's past.
 *
 * @param created the column with the time when the record was created, at which its history begins
 * @param columns those whose earlier values are kept, in the order of the catalog; at least one, none of them part of the key
 * @param since of which of these the record itself says since when it has its value
 */
public record History(String created, List<String> columns, List<Since> since) {

    /** The columns that every history has besides these, so that none of them can have such a name. */
    public static final List<String> OWN_COLUMNS =
            List.of("scope", "valid_from", "valid_to", "is_current", "version_no", "evidence");

    /** What follows the name of the table in the name of its history. */
    private static final String SUFFIX = "_history";

    public History {
        columns = List.copyOf(columns);
        since = List.copyOf(since);
    }

    /**
     * A record's own time of one of its values.
     *
     * @param column whose value it is
     * @param time the column with the time since when the record has that value
     * @param before the value until then, as text; empty text if nothing is known of it
     */
    public record Since(String column, String time, String before) {}

    /** The name of a table's history, in the schema of the table. */
    public static String nameFor(String table) {
        return table + SUFFIX;
    }

    /** The name of the table with every version of a table's records, in the staging schema of the source. */
    public static String versionsFor(String table) {
        return table + "_versions";
    }
}
