package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.Manifest.Listed;
import java.util.Map;

/**
 * The state of the extraction of an entity, from its newest manifest.
 *
 * @param listings by listing
 * @param listed the known complete listings
 * @param backfills by range, the progress of the unfinished ones, listing by listing
 */
public record Standing(
        Map<String, ListingState> listings, Listed listed, Map<String, Map<String, ListingState>> backfills) {

    /** Before the first extraction. */
    public static final Standing START = new Standing(Map.of(), Listed.NEVER, Map.of());

    public Standing {
        listings = Map.copyOf(listings);
        backfills = Map.copyOf(backfills);
    }

    /** The state that a manifest leaves. */
    public static Standing after(Manifest manifest) {
        return new Standing(manifest.stateAfter(), manifest.listed(), manifest.backfills());
    }

    /** The state of a listing. */
    public ListingState listing(String name) {
        return listings.getOrDefault(name, ListingState.START);
    }
}
