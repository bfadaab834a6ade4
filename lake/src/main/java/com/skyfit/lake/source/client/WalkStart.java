package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where walks through a listing begin: what the catalog says of it, in terms of the state that manifests keep. */
public final class WalkStart {

    private WalkStart() {}

    /** A walk through all records of a listing, yet to be taken; what was known before stays known until its end. */
    public static ListingState fromStart(Listing listing, ListingState before) {
        return new ListingState(before.watermark(), before.cursor(), walk(listing, ListingState.START));
    }

    /**
     * A state from which the next walk reads what changed at that time or later.
     *
     * @param time taken in whole seconds
     * @throws IllegalArgumentException if the listing cannot begin at a time
     */
    public static ListingState at(Listing listing, Instant time) {
        Incremental.Start start = listing.incremental()
                .at(time.truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow(() -> new IllegalArgumentException("Listing '" + listing.name()
                        + "' is read whole every time, or record by record of another entity: it cannot begin at a"
                        + " time"));
        Incremental.Beginning walk = start.walk();
        return new ListingState(
                start.mark().watermark(), start.mark().cursor(), walk == null ? null : walk(walk, walk.at()));
    }

    /** Whether a walk from that state begins at the listing's start, so that it reads all records. */
    public static boolean isFromStart(Listing listing, ListingState before) {
        return before.walk() == null && listing.incremental().beginsAtStart(mark(before));
    }

    /** A walk after those that left that state. */
    static ListingState.Walk walk(Listing listing, ListingState before) {
        Incremental.Beginning beginning = listing.incremental().begin(mark(before));
        return walk(beginning, listing.paging().at(beginning.at()).at());
    }

    private static ListingState.Walk walk(Incremental.Beginning beginning, @Nullable String next) {
        return new ListingState.Walk(beginning.params(), next, null, null);
    }

    private static Incremental.Mark mark(ListingState state) {
        return new Incremental.Mark(state.watermark(), state.cursor());
    }
}
