package com.skyfit.lake.catalog.expectation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How large a share may become.
 *
 * @param warn a larger share, from 0 to 1, is worth a look; null if no share is
 * @param error a larger share is a failure; null if no share is
 */
public record Shares(@Nullable Double warn, @Nullable Double error) {

    /** Whether that share is a failure. */
    public boolean fails(double share) {
        return error != null && share > error;
    }

    /** Whether that share is worth a look. */
    public boolean warns(double share) {
        return warn != null && share > warn;
    }

    /** The allowed share, for people: the lower of the two. */
    @Override
    public String toString() {
        Double most = warn == null ? error : warn;
        return most == null ? "any share" : "at most " + percent(most);
    }

    /** A share in percent, for people. */
    public static String percent(double share) {
        return BigDecimal.valueOf(Math.round(share * 1000), 1)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }
}
