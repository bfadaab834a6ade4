package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the extraction of one listing stands.
 *
 * @param watermark the newest source time of finished walks; null before the first and for listings without source times
 * @param cursor what the next walk continues from: an export's cursor or time, or the manifest of another entity up to which its records
 *     have been asked for; null where walks start from the watermark or anew
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
     * @param round where there is a list for each record of another entity, which of them the page belongs to; null for others
     */
    public record Walk(
            @JsonProperty("params") Map<String, String> params,
            @JsonProperty("next") @Nullable String next,
            @JsonProperty("newest") @Nullable Instant newest,

            @JsonProperty("round") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Round round) {

        public Walk {
            params = Map.copyOf(params);
        }
    }

    /**
     * A walk through the lists of all records of another entity that changed.
     *
     * @param until path of that entity's manifest up to which its records are asked for
     * @param key of the record whose list is being read; the lists of records with lower keys have been
     */
    public record Round(
            @JsonProperty("until") String until,
            @JsonProperty("key") long key) {}
}
