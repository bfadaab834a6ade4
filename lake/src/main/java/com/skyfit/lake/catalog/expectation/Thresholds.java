package com.skyfit.lake.catalog.expectation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits beyond which checks warn and fail, as set in one place of the catalog; null if not set there.
 *
 * @param changes the age of the source's own newest change, in working time
 * @param extracted see {@link Expected}, as for the others
 */
public record Thresholds(
        @Nullable Ages changes,
        @Nullable Ages extracted,
        @Nullable Shares emptied,
        @Nullable Shares orphans,
        @Nullable Shares vanished,
        @Nullable Shares retyped,
        @Nullable Integer leastRows) {

    /** Nothing is set. */
    public static final Thresholds UNSAID = new Thresholds(null, null, null, null, null, null, null);

    /** The limits if the catalog sets none. */
    public static final Thresholds USUAL = new Thresholds(
            new Ages(Duration.ofHours(24), Duration.ofHours(72)),
            new Ages(null, Duration.ofHours(24)),
            new Shares(0.8, 0.95),
            new Shares(0.15, 0.3),
            new Shares(null, 0.95),
            new Shares(0.05, 0.5),
            50);

    /** These, and the lower ones where these say nothing. */
    Thresholds over(Thresholds lower) {
        return new Thresholds(
                changes == null ? lower.changes : changes,
                extracted == null ? lower.extracted : extracted,
                emptied == null ? lower.emptied : emptied,
                orphans == null ? lower.orphans : orphans,
                vanished == null ? lower.vanished : vanished,
                retyped == null ? lower.retyped : retyped,
                leastRows == null ? lower.leastRows : leastRows);
    }

    /** What they mean for the records of an entity, once there is nothing that they do not say. */
    Expected complete() {
        return new Expected(
                Objects.requireNonNull(extracted),
                Objects.requireNonNull(emptied),
                Objects.requireNonNull(orphans),
                Objects.requireNonNull(vanished),
                Objects.requireNonNull(retyped),
                Objects.requireNonNull(leastRows));
    }
}
