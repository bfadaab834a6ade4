package com.skyfit.lake.catalog.expectation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How old something may become.
 *
 * @param warn what is older is worth a look; null where no age is
 * @param error what is older is a failure; null where no age is
 */
public record Ages(@Nullable Duration warn, @Nullable Duration error) {

    /** Whether that age is a failure. */
    public boolean fails(Duration age) {
        return error != null && age.compareTo(error) > 0;
    }

    /** Whether that age is worth a look. */
    public boolean warns(Duration age) {
        return warn != null && age.compareTo(warn) > 0;
    }

    /** What is right, for people: the lower of the two ages in hours. */
    @Override
    public String toString() {
        Duration most = warn == null ? error : warn;
        return most == null ? "any age" : "at most " + most.toHours() + " h";
    }
}
