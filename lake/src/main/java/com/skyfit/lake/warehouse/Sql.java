package com.skyfit.lake.warehouse;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one place that quotes names and literals for SQL text. Values of records are bound, never quoted. */
public final class Sql {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What PostgreSQL takes for something else than a column or table where it is not quoted. */
    private static final Set<String> RESERVED = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization binary both case cast check
            collate collation column concurrently constraint create cross current_catalog current_date
            current_role current_schema current_time current_timestamp current_user default deferrable desc
            distinct do else end except false fetch for foreign freeze from full grant group having ilike in
            initially inner intersect into is isnull join lateral leading left like limit localtime
            localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
            references returning right select session_user similar some symmetric system_user table tablesample
            then to trailing true union unique user using variadic verbose when where window with
            """.strip().split("\\s+"));

    private Sql() {}

    /** A name as an SQL identifier for statements that people read: quoted only where it has to be. */
    public static String readable(String identifier) {
        return PLAIN.matcher(identifier).matches() && !RESERVED.contains(identifier) ? identifier : name(identifier);
    }

    /** A qualified name, each part quoted only where it has to be. */
    public static String readable(String qualifier, String identifier) {
        return readable(qualifier) + "." + readable(identifier);
    }

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
