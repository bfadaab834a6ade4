package com.skyfit.lake.catalog;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How deletions at the source are learnt.
 *
 * @param listed whether a list shows deleted records, so that every extraction to its end learns of deletions
 * @param sweepEvery how old the newest complete listing may grow before all is listed again; null for never
 * @param mostAbsent the share of an account's live records, from 0 to 1, that may be missing in a complete listing before it is doubted
 */
public record Deletions(boolean listed, @Nullable Duration sweepEvery, double mostAbsent) {

    /** A fifth: no usual week deletes more, a list cut off by a lost permission nearly always does. */
    public static final double USUAL_MOST_ABSENT = 0.2;

    /** Where the catalog says nothing. */
    public static final Deletions UNSAID = new Deletions(false, null, USUAL_MOST_ABSENT);
}
