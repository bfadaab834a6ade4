package com.skyfit.lake.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a gold column: a closed set. How an engine spells and reads it is the engine's; what it means is written in {@code
 * docs/value-semantics.md}.
 */
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
        public <T> T in(Cases<T> cases) {
            return switch (this) {
                case TEXT -> cases.text();
                case BIGINT -> cases.bigint();
                case INT -> cases.integer();
                case BOOLEAN -> cases.bool();
                case DATE -> cases.date();
                case TIME -> cases.time();
                case TIMESTAMPTZ -> cases.moment();
                case JSONB -> cases.json();
            };
        }

        @Override
        public String written() {
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
     * @param scale digits after the point; values with more are rounded, half away from zero
     */
    record Numeric(int precision, int scale) implements ColumnType {
        @Override
        public String written() {
            return "numeric(" + precision + "," + scale + ")";
        }

        @Override
        public boolean isPossible() {
            return precision >= 1 && precision <= 1000 && scale <= precision;
        }

        @Override
        public <T> T in(Cases<T> cases) {
            return cases.numeric(precision, scale);
        }
    }

    /** One answer for each type, such as an engine's name of it. A type that is added has to be answered for here. */
    interface Cases<T> {
        /** Any text. */
        T text();

        /** A whole number of 64 bits. */
        T bigint();

        /** A whole number of 32 bits. */
        T integer();

        /** True or false. */
        T bool();

        /** A day. */
        T date();

        /** A time of day, without a zone. */
        T time();

        /** A moment. */
        T moment();

        /** Any JSON value. */
        T json();

        /** An exact decimal; see {@link Numeric}. */
        T numeric(int precision, int scale);
    }

    /** The type as the catalog writes it. */
    String written();

    /** The answer for this type. */
    <T> T in(Cases<T> cases);

    /** Whether its parameters are in the bounds that PostgreSQL and the catalog set. */
    boolean isPossible();

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
            if (type.written().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Unknown column type '" + text
                + "': expected text, bigint, int, boolean, date, time, timestamptz, jsonb or numeric(p,s)");
    }
}
