package com.skyfit.lake.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of a cursor that a source gives for later walks. */
public enum CursorForm {
    /** Known to the source only; it includes the parameters with which its walk began. */
    OPAQUE("[!-~]+", "an export's cursor, without spaces") {
        @Override
        @Nullable String after(@Nullable String end, @Nullable Instant sourceNow) {
            return end;
        }

        @Override
        public String usable(String cursor) {
            return cursor;
        }
    },
    /** A time. */
    SECONDS("[0-9]{1,10}", "seconds since 1970, such as 1767225600") {
        /** Not later than the source's own present (ADR-030). */
        @Override
        @Nullable String after(@Nullable String end, @Nullable Instant sourceNow) {
            String known = end == null ? null : usable(end);
            return known == null || sourceNow == null
                    ? known
                    : String.valueOf(Math.min(Long.parseLong(known), sourceNow.getEpochSecond()));
        }

        @Override
        public @Nullable String usable(String cursor) {
            OptionalLong second = seconds(cursor);
            return second.isEmpty() ? null : String.valueOf(second.getAsLong());
        }
    };

    private final Pattern pattern;
    private final String description;

    CursorForm(String pattern, String description) {
        this.pattern = Pattern.compile(pattern);
        this.description = description;
    }

    abstract @Nullable String after(@Nullable String end, @Nullable Instant sourceNow);

    /** A cursor from earlier walks, as the next one can use it; null if it cannot, because the catalog had another kind then. */
    public abstract @Nullable String usable(String cursor);

    /** Whether a text can be such a cursor. */
    public boolean fits(String cursor) {
        return pattern.matcher(cursor).matches();
    }

    /** Continues the word "expected". */
    public String description() {
        return description;
    }

    /** More digits than these are not seconds since 1970, but smaller units, such as milliseconds. */
    private static final int DIGITS_OF_SECONDS = 11;

    /** The second that a text says in seconds since 1970, in any form that a JSON number has, fractions left out; empty if it says none. */
    static OptionalLong seconds(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() < 0 || number.precision() - number.scale() > DIGITS_OF_SECONDS
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.longValue());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
