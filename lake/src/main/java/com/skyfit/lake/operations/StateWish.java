package com.skyfit.lake.operations;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.client.ListingWalk;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From where an operator wants the extraction of an entity to go on. */
public sealed interface StateWish {

    /** Zendesk refuses an export that begins later than a minute ago. */
    Duration PAST = Duration.ofMinutes(1);

    /** Everything is read again. */
    record FromStart() implements StateWish {}

    /**
     * What changed at that time or later is read.
     *
     * @param time taken in whole seconds
     */
    record Since(Instant time) implements StateWish {}

    /**
     * An export goes on from there.
     *
     * @param cursor an export's cursor, or the seconds since 1970 of one that goes by time
     */
    record Position(String cursor) implements StateWish {}

    /**
     * The states that grant the wish.
     *
     * @param listing the only one meant; null for all of the entity
     * @param now the time of this machine
     * @throws IllegalArgumentException if the entity has no such listing, or one that is meant cannot go on from there
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
            states.put(each.name(), state(each, now));
        }
        return states;
    }

    private ListingState state(Listing listing, Instant now) {
        if (listing.incremental() instanceof Incremental.Snapshot) {
            throw new IllegalArgumentException(
                    "Listing '" + listing.name() + "' is read whole every time: it has no state to set");
        }
        if (listing.incremental() instanceof Incremental.ForEach each && !(this instanceof FromStart)) {
            throw new IllegalArgumentException("Listing '" + listing.name() + "' goes on with the " + each.entity()
                    + " that changed, not from a time or cursor: say --from-start to ask for all of them again");
        }
        if (this instanceof Since since) {
            if (since.time().isBefore(Instant.EPOCH) || since.time().isAfter(now.minus(PAST))) {
                throw new IllegalArgumentException("Watermark " + since.time()
                        + ": expected a time from 1970-01-01T00:00:00Z to a minute before now, " + now);
            }
            return ListingWalk.at(listing, since.time());
        }
        return this instanceof Position position ? state(listing, position.cursor()) : ListingState.START;
    }

    private static ListingState state(Listing listing, String cursor) {
        boolean byTime = listing.incremental() instanceof Incremental.FromTime;
        if (!byTime && !(listing.incremental() instanceof Incremental.FromCursor)) {
            throw new IllegalArgumentException(
                    "Listing '" + listing.name() + "' goes on from a time, not from a cursor: say --watermark");
        }
        if (!cursor.matches(byTime ? "[0-9]{1,10}" : "[!-~]+")) {
            throw new IllegalArgumentException("Cursor '" + cursor + "': expected "
                    + (byTime ? "seconds since 1970, such as 1767225600" : "an export's cursor, without spaces"));
        }
        return new ListingState(null, cursor, null);
    }
}
