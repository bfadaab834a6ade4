package com.skyfit.lake.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How deletions at the source are learnt.
 *
 * @param listed whether a list shows deleted records, so that every extraction to its end learns of deletions
 * @param sweepEvery how old the newest complete listing may grow before all is listed again; null for never
 * @param mostAbsent the share of an account's live records, from 0 to 1, that complete listings may miss within a month before they are
 *     doubted; null for the usual: a fifth of a small table, little more than a twentieth of a large one
 */
public record Deletions(
        boolean listed,
        @Nullable Duration sweepEvery,
        @Nullable Double mostAbsent) {

    /** If the catalog says nothing. */
    public static final Deletions UNSAID = new Deletions(false, null, null);
}
