package com.skyfit.lake.warehouse;

import java.util.Collection;
import java.util.stream.Collectors;

/** The one place that quotes names and literals for SQL text. Values of records are bound, never quoted. */
public final class Sql {

    private Sql() {}

    /** A name as an SQL identifier. */
    public static String name(String identifier) {
        if (identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Invalid SQL name: it contains a NUL character");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A qualified name. */
    public static String name(String schema, String identifier) {
        return name(schema) + "." + name(identifier);
    }

    /** Names as a comma-separated list. */
    public static String names(Collection<String> identifiers) {
        return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** A constant of the catalog (a member name, a comment) as an SQL literal. */
    public static String literal(String text) {
        return (text.indexOf('\\') >= 0 ? " E" : "")
                + '\''
                + text.replace("\\", "\\\\").replace("'", "''")
                + '\'';
    }
}
