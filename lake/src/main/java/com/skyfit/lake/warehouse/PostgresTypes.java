package com.skyfit.lake.warehouse;

import com.skyfit.lake.catalog.ColumnType;

/** The types of gold columns in PostgreSQL's dialect. */
public final class PostgresTypes {

    /** Both names of a type: the one that SQL uses, and the one that {@code format_type} shows of an existing column. */
    private record Names(String sql, String shown) {}

    private static final ColumnType.Cases<Names> NAMES = new ColumnType.Cases<>() {
        @Override
        public Names text() {
            return new Names("text", "text");
        }

        @Override
        public Names bigint() {
            return new Names("bigint", "bigint");
        }

        @Override
        public Names integer() {
            return new Names("int", "integer");
        }

        @Override
        public Names bool() {
            return new Names("boolean", "boolean");
        }

        @Override
        public Names date() {
            return new Names("date", "date");
        }

        @Override
        public Names time() {
            return new Names("time", "time without time zone");
        }

        @Override
        public Names moment() {
            return new Names("timestamptz", "timestamp with time zone");
        }

        @Override
        public Names json() {
            return new Names("jsonb", "jsonb");
        }

        @Override
        public Names numeric(int precision, int scale) {
            String name = "numeric(" + precision + "," + scale + ")";
            return new Names(name, name);
        }
    };

    private PostgresTypes() {}

    /** The type as DDL and casts spell it, {@code timestamptz}. */
    public static String sql(ColumnType type) {
        return type.in(NAMES).sql();
    }

    /** The type as {@code format_type} shows that of an existing column, {@code timestamp with time zone}. */
    public static String shown(ColumnType type) {
        return type.in(NAMES).shown();
    }
}
