package com.skyfit.lake.operations;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.CursorForm;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.client.WalkStart;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an operator wants the extraction of an entity to resume. */
public sealed interface StateWish {

    /** Everything is read again. */
    record FromStart() implements StateWish {
        @Override
        public ListingState state(Listing listing, Instant now) {
            return ListingState.START;
        }
    }

    /**
     * What changed at that time or later is read.
     *
     * @param time taken in whole seconds
     */
    record Since(Instant time) implements StateWish {
        @Override
        public ListingState state(Listing listing, Instant now) {
            StateWish.requireOwnList(listing);
            Duration heldBack = listing.incremental().heldBack();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(now.minus(heldBack))) {
                throw new IllegalArgumentException("Watermark " + time
                        + ": expected a time from 1970-01-01T00:00:00Z to "
                        + (heldBack.isZero()
                                ? "now, " + now
                                : now.minus(heldBack) + ", as the source holds back the last " + heldBack.toSeconds()
                                        + " s"));
            }
            return WalkStart.at(listing, time);
        }
    }

    /**
     * An export continues from there.
     *
     * @param cursor an export's cursor, or the seconds since 1970 of one that goes by time
     */
    record Position(String cursor) implements StateWish {
        @Override
        public ListingState state(Listing listing, Instant now) {
            StateWish.requireOwnList(listing);
            CursorForm form = listing.incremental()
                    .cursorForm()
                    .orElseThrow(() -> new IllegalArgumentException("Listing '" + listing.name()
                            + "' resumes from a time, not from a cursor: use --watermark"));
            if (!form.fits(cursor)) {
                throw new IllegalArgumentException("Cursor '" + cursor + "': expected " + form.description());
            }
            return new ListingState(null, cursor, null);
        }
    }

    /**
     * The state of one listing that grants the wish.
     *
     * @param listing one that has a state
     * @param now the time of this machine
     * @throws IllegalArgumentException if it cannot continue from there
     */
    ListingState state(Listing listing, Instant now);

    /**
     * The states that grant the wish.
     *
     * @param listing the only one meant; null for all of the entity
     * @param now the time of this machine
     * @throws IllegalArgumentException if the entity has no such listing, or a selected one cannot resume from there
     */
    default Map<String, ListingState> states(Entity entity, @Nullable String listing, Instant now) {
        List<Listing> meant = entity.listings().stream()
                .filter(candidate -> listing == null || listing.equals(candidate.name()))
                .toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("Unknown listing '" + listing + "': " + entity.name() + " has "
                    + String.join(
                            ", ", entity.listings().stream().map(Listing::name).toList()));
        }
        Map<String, ListingState> states = new LinkedHashMap<>();
        for (Listing each : meant) {
            if (each.incremental().readsEverything()) {
                throw new IllegalArgumentException(
                        "Listing '" + each.name() + "' is read completely every time: it has no state to set");
            }
            states.put(each.name(), state(each, now));
        }
        return states;
    }

    private static void requireOwnList(Listing listing) {
        listing.incremental().otherEntity().ifPresent(other -> {
            throw new IllegalArgumentException("Listing '" + listing.name() + "' resumes with the " + other
                    + " that changed, not from a time or cursor: use --from-start to request all of them again");
        });
    }
}
