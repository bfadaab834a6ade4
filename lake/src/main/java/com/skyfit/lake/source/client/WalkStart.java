package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.CursorForm;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where walks through a listing begin: by the catalog, in terms of the state that manifests keep. */
public final class WalkStart {

    private static final Logger LOG = LoggerFactory.getLogger(WalkStart.class);

    private WalkStart() {}

    /** A walk through all records of a listing that has not begun; the earlier state stays known until its end. */
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
                        + "' is read completely every time, or record by record of another entity: it cannot begin at a"
                        + " time"));
        Incremental.Beginning walk = start.walk();
        return new ListingState(
                start.mark().watermark(), start.mark().cursor(), walk == null ? null : walk(listing, walk, walk.at()));
    }

    /**
     * The state, without its unfinished walk if the catalog now describes the list in another way: that position
     * means nothing here.
     *
     * @param restart the state from which the next walk begins again
     */
    public static ListingState resumable(Listing listing, ListingState before, UnaryOperator<ListingState> restart) {
        ListingState.Walk walk = before.walk();
        if (walk == null || walk.isThrough(listing)) {
            return before;
        }
        LOG.warn(
                "event=walk_begins_again listing={} path={} reason=\"the catalog's description of the listing has changed since the"
                        + " unfinished walk began\"",
                listing.name(),
                listing.path());
        return restart.apply(before);
    }

    /** Whether a walk from that state begins at the listing's start, so that it reads all records. */
    public static boolean isFromStart(Listing listing, ListingState before) {
        return before.walk() == null && listing.incremental().beginsAtStart(mark(listing, before));
    }

    /** A walk after those that left that state. */
    static ListingState.Walk walk(Listing listing, ListingState before) {
        Incremental.Beginning beginning = listing.incremental().begin(mark(listing, before));
        return walk(listing, beginning, listing.paging().at(beginning.at()).at());
    }

    private static ListingState.Walk walk(Listing listing, Incremental.Beginning beginning, @Nullable String next) {
        return new ListingState.Walk(beginning.params(), next, null, null, ListingState.Walk.fingerprint(listing));
    }

    /** A cursor that the listing's current description cannot use is dropped. */
    private static Incremental.Mark mark(Listing listing, ListingState state) {
        String cursor = state.cursor();
        CursorForm form = listing.incremental().cursorForm().orElse(null);
        return new Incremental.Mark(state.watermark(), cursor == null || form == null ? cursor : form.usable(cursor));
    }
}
