package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.skyfit.lake.bronze.storage.Sha256;
import com.skyfit.lake.catalog.Listing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of the extraction of one listing.
 *
 * @param watermark the newest source time of finished walks; null before the first and for listings without source times
 * @param cursor what the next walk continues from: an export's cursor or time, or the manifest of another entity up to which its records
 *     have been asked for; null if walks start from the watermark or from the beginning
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
     * @param round for a list for each record of another entity, the one that the page belongs to; null for others
     * @param fingerprint of the listing, {@link #fingerprint(Listing)}: the position is meaningless for another; null if it was written
     *     before fingerprints were
     */
    public record Walk(
            @JsonProperty("params") Map<String, String> params,
            @JsonProperty("next") @Nullable String next,
            @JsonProperty("newest") @Nullable Instant newest,

            @JsonProperty("round") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Round round,

            @JsonProperty("fingerprint") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fingerprint) {

        public Walk {
            params = Map.copyOf(params);
        }

        /** Whether its position may be one in that listing. */
        public boolean isThrough(Listing listing) {
            return fingerprint == null || fingerprint.equals(fingerprint(listing));
        }

        /** The same position in the walk through the lists of many records. */
        public Walk in(@Nullable Round of, @Nullable Instant newestOfAll, String listings) {
            return new Walk(params, next, newestOfAll, of, listings);
        }

        /**
         * The listing that a walk passes through, as the catalog describes it: path, constant parameters, paging and continuing. A position that was reached
         * under one description says nothing under another.
         */
        public static String fingerprint(Listing listing) {
            MessageDigest digest = Sha256.digest();
            for (Object said : List.of(
                    listing.path(),
                    listing.records(),
                    new TreeMap<>(listing.params()),
                    listing.paging(),
                    listing.incremental())) {
                digest.update((said + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return Sha256.hex(digest).substring(0, 16);
        }
    }

    /** The same, without the unfinished walk: the next one begins where the last finished one ended. */
    public ListingState withoutWalk() {
        return new ListingState(watermark, cursor, null);
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
