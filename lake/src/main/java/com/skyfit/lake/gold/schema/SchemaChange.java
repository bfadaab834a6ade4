package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.GoldTable;
import java.util.Locale;

/**
 * A difference between the catalog and a gold table in the database.
 *
 * @param kind what will be done, or why it will not
 * @param table without its schema
 * @param column empty text for the complete table
 * @param detail types, numbers or the reason, for people
 */
public record SchemaChange(Kind kind, String table, String column, String detail) {

    /** A closed set: everything else is no change. */
    public enum Kind {
        /** The table is missing and will be made. */
        NEW_TABLE,
        /** The column is missing and will be added, filled from all of silver. */
        ADD_COLUMN,
        /** The column's type becomes one that holds every value of the old. */
        WIDEN,
        /** The table's key will be kept by another index. */
        NEW_KEY,
        /** The values of the table are computed again from all of silver, because the mapping has changed. */
        FILL_AGAIN,
        /** Stays as it is, though the catalog would not make it so: a column that it no longer names, which new rows leave empty. */
        KEPT,
        /** Cannot be done without loss or without breaking readers. */
        REFUSED
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + new GoldTable(table)
                + (column.isEmpty() ? "" : "." + column) + ": " + detail;
    }
}
