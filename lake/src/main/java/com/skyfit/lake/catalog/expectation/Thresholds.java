package com.skyfit.lake.catalog.expectation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Beyond what checks warn and fail, as one place of the catalog says it; null where nothing is said there.
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

    /** Nothing is said. */
    public static final Thresholds UNSAID = new Thresholds(null, null, null, null, null, null, null);

    /** What holds where the catalog says nothing. */
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
