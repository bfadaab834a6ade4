package com.skyfit.lake.adopt;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Subject;
import java.util.List;
import java.util.Map;

/**
 * The result of adopting an entity in one scope.
 *
 * @param subject the entity in its scope
 * @param parts that are adopted now
 * @param lines in them
 * @param bytes of them, as stored
 * @param known parts that manifests named before
 * @param refused parts that are not adopted, each with its path, the fault and the cure
 * @param watermark as the scripts left it, in words
 * @param listings where extraction stands after it, listing by listing; empty if it begins from the start
 * @param state how that follows from the watermark, in words
 */
public record Adopted(
        @JsonUnwrapped Subject subject,
        int parts,
        long lines,
        long bytes,
        @JsonProperty("known_parts") int known,
        List<String> refused,
        String watermark,
        Map<String, ListingState> listings,
        String state) {

    public Adopted {
        refused = List.copyOf(refused);
        listings = Map.copyOf(listings);
    }
}
