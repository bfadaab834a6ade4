package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.Manifest.Listed;
import java.util.Map;

/**
 * Where the extraction of an entity stands: what its newest manifest says.
 *
 * @param listings by listing
 * @param listed what is known of complete listings
 * @param backfills by range, where the unfinished ones stand, listing by listing
 */
public record Standing(
        Map<String, ListingState> listings, Listed listed, Map<String, Map<String, ListingState>> backfills) {

    /** Before the first extraction. */
    public static final Standing START = new Standing(Map.of(), Listed.NEVER, Map.of());

    public Standing {
        listings = Map.copyOf(listings);
        backfills = Map.copyOf(backfills);
    }

    /** What a manifest leaves. */
    public static Standing after(Manifest manifest) {
        return new Standing(manifest.stateAfter(), manifest.listed(), manifest.backfills());
    }

    /** The state of a listing. */
    public ListingState listing(String name) {
        return listings.getOrDefault(name, ListingState.START);
    }
}
