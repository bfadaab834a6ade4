package com.skyfit.lake.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a gold column: a closed set, written in the catalog as PostgreSQL spells it. */
public sealed interface ColumnType {

    /** The types without parameters. */
    enum Simple implements ColumnType {
        TEXT,
        BIGINT,
        INT,
        BOOLEAN,
        DATE,
        TIME,
        TIMESTAMPTZ,
        JSONB;

        @Override
        public String sql() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isPossible() {
            return true;
        }
    }

    /**
     * An exact decimal.
     *
     * @param precision digits in all
     * @param scale digits after the point; values with more are rounded, as PostgreSQL does
     */
    record Numeric(int precision, int scale) implements ColumnType {
        @Override
        public String sql() {
            return "numeric(" + precision + "," + scale + ")";
        }

        @Override
        public boolean isPossible() {
            return precision >= 1 && precision <= 1000 && scale <= precision;
        }
    }

    /** The type as DDL and casts spell it. */
    String sql();

    /** Whether its parameters are in the bounds that PostgreSQL and the catalog set. */
    boolean isPossible();

    /** Whether an empty string in the payload means "no value": true for everything but text and JSON. */
    default boolean emptyIsNull() {
        return this != Simple.TEXT && this != Simple.JSONB;
    }

    /** Whether every JSON value can be stored, so that no cast can fail. */
    default boolean acceptsEverything() {
        return this == Simple.TEXT || this == Simple.JSONB;
    }

    /** Reads a type as written in the catalog; throws {@link IllegalArgumentException} for an unknown one. */
    static ColumnType parse(String text) {
        Matcher numeric = Pattern.compile("numeric\\((\\d+),\\s*(\\d+)\\)").matcher(text);
        if (numeric.matches()) {
            return new Numeric(Integer.parseInt(numeric.group(1)), Integer.parseInt(numeric.group(2)));
        }
        for (Simple type : Simple.values()) {
            if (type.sql().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Unknown column type '" + text
                + "': expected text, bigint, int, boolean, date, time, timestamptz, jsonb or numeric(p,s)");
    }
}
