package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.tmdl.ColumnName;

/** Names and texts in DAX, the language of measures. */
final class Dax {

    private Dax() {}

    static String table(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    static String column(ColumnName column) {
        return table(column.table()) + member(column.name());
    }

    /** A measure, or a column of the table that an expression is about. */
    static String member(String name) {
        return "[" + name.replace("]", "]]") + "]";
    }

    static String text(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
