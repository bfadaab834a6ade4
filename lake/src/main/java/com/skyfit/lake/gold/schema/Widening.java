package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.ColumnType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether every value of a type that the database has is one of the type that the catalog wants. */
final class Widening implements ColumnType.Cases<Boolean> {

    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

    /** Digits before the point that the largest value of a whole type needs. */
    private static final int INTEGER_DIGITS = 10;

    private static final int BIGINT_DIGITS = 19;

    private final String from;

    private Widening(String from) {
        this.from = from;
    }

    /**
     * Whether the column can become one of the type without losing a value.
     *
     * @param from as the database shows the column's type
     */
    static boolean isSafe(String from, ColumnType to) {
        return to.in(new Widening(from));
    }

    @Override
    public Boolean text() {
        return from.startsWith("character varying");
    }

    @Override
    public Boolean bigint() {
        return from.equals("smallint") || from.equals("integer");
    }

    @Override
    public Boolean integer() {
        return from.equals("smallint");
    }

    @Override
    public Boolean bool() {
        return false;
    }

    @Override
    public Boolean date() {
        return false;
    }

    @Override
    public Boolean time() {
        return false;
    }

    @Override
    public Boolean moment() {
        return false;
    }

    @Override
    public Boolean json() {
        return false;
    }

    @Override
    public Boolean numeric(int precision, int scale) {
        return wholeDigits() <= precision - scale && scale() <= scale;
    }

    private int wholeDigits() {
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

    private int scale() {
        Matcher numeric = NUMERIC.matcher(from);
        return numeric.matches() ? Integer.parseInt(numeric.group(2)) : 0;
    }
}
