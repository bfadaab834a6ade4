package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.ColumnType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which types of the database can become which of the catalog without losing a value. */
final class Widening {

    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

    /** Digits before the point that the largest value of a whole type needs. */
    private static final int INTEGER_DIGITS = 10;

    private static final int BIGINT_DIGITS = 19;

    private Widening() {}

    /** The type as the database's own catalog spells it. */
    static String spelled(ColumnType type) {
        return switch (type.sql()) {
            case "int" -> "integer";
            case "timestamptz" -> "timestamp with time zone";
            case "time" -> "time without time zone";
            default -> type.sql();
        };
    }

    /**
     * Whether every value of the one type is one of the other.
     *
     * @param from as the database spells it
     */
    static boolean isSafe(String from, ColumnType to) {
        if (to == ColumnType.Simple.TEXT) {
            return from.startsWith("character varying");
        }
        if (to == ColumnType.Simple.INT) {
            return from.equals("smallint");
        }
        if (to == ColumnType.Simple.BIGINT) {
            return from.equals("smallint") || from.equals("integer");
        }
        if (to instanceof ColumnType.Numeric numeric) {
            return wholeDigits(from) <= numeric.precision() - numeric.scale() && scale(from) <= numeric.scale();
        }
        return false;
    }

    private static int wholeDigits(String from) {
        Matcher numeric = NUMERIC.matcher(from);
        if (numeric.matches()) {
            return Integer.parseInt(numeric.group(1)) - Integer.parseInt(numeric.group(2));
        }
        return switch (from) {
            case "smallint", "integer" -> INTEGER_DIGITS;
            case "bigint" -> BIGINT_DIGITS;
            default -> Integer.MAX_VALUE;
        };
    }

    private static int scale(String from) {
        Matcher numeric = NUMERIC.matcher(from);
        return numeric.matches() ? Integer.parseInt(numeric.group(2)) : 0;
    }
}
