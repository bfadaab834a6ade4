package com.skyfit.lake.models.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What the number of a metric counts; it decides how the number is shown. */
public enum Unit {
    /** Things, such as deals. */
    COUNT,
    /** An amount of its currency. */
    MONEY,
    /** A part of a whole, 0 to 1. */
    SHARE,
    DAYS,
    MINUTES,
    /** Anything else. */
    NUMBER;

    /** A number with its unit, as people write it: {@code 41.5 %}, {@code 17 minutes}. */
    public String shown(BigDecimal number) {
        BigDecimal shown = this == SHARE ? number.movePointRight(2) : number;
        String plain =
                shown.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return switch (this) {
            case SHARE -> plain + " %";
            case DAYS, MINUTES -> plain + " " + text();
            case COUNT, MONEY, NUMBER -> plain;
        };
    }

    /** The word for it in a project. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
