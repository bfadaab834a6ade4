package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.GoldTable;
import java.util.Locale;

/**
 * What the catalog asks of a gold table that the database does not have like that.
 *
 * @param kind what is to be done, or why it is not
 * @param table without its schema
 * @param column empty text where the whole table is meant
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
        /** The values of the table are made anew from all of silver, because the mapping has changed. */
        FILL_AGAIN,
        /** The catalog no longer names the column; it stays, and new rows leave it empty. */
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
