package com.skyfit.lake.catalog.expectation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How old something may become.
 *
 * @param warn an older one is a warning; null if no age is
 * @param error an older one is a failure; null if no age is
 */
public record Ages(@Nullable Duration warn, @Nullable Duration error) {

    /** Of something that happens once a day, an hour or two earlier or later. */
    public static final Ages DAILY = new Ages(null, Duration.ofHours(26));

    /** Whether that age is a failure. */
    public boolean fails(Duration age) {
        return error != null && age.compareTo(error) > 0;
    }

    /** Whether that age is worth a look. */
    public boolean warns(Duration age) {
        return warn != null && age.compareTo(warn) > 0;
    }

    /** The allowed age, for people: the lower of the two in hours. */
    @Override
    public String toString() {
        Duration most = warn == null ? error : warn;
        return most == null ? "any age" : "at most " + most.toHours() + " h";
    }
}
