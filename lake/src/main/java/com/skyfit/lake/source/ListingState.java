package com.skyfit.lake.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the extraction of one listing stands.
 *
 * @param watermark the newest source time of finished walks; null before the first and for listings without source times
 * @param cursor what the next walk continues from (an export's cursor or time); null where walks start from the watermark or anew
 * @param walk the unfinished walk to resume; null between walks
 */
public record ListingState(
        @JsonProperty("watermark") @Nullable Instant watermark,
        @JsonProperty("cursor") @Nullable String cursor,
        @JsonProperty("walk") @Nullable Walk walk) {

    /** Before the first walk. */
    public static final ListingState START = new ListingState(null, null, null);

    /**
     * A walk through the pages of a listing, after its last durable page.
     *
     * @param params the parameters of the walk's first request that are not constant
     * @param next what asks for the next page: a cursor, a page number or a time; null before the first page
     * @param newest the newest source time seen in this walk
     */
    public record Walk(
            @JsonProperty("params") Map<String, String> params,
            @JsonProperty("next") @Nullable String next,
            @JsonProperty("newest") @Nullable Instant newest) {

        public Walk {
            params = Map.copyOf(params);
        }
    }
}
