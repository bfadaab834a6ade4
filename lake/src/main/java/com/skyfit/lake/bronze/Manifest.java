package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.skyfit.lake.source.ListingState;
import com.skyfit.lake.source.RequestCounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The commit record of a group of parts. The newest one of a (source, scope, entity) is the state of its extraction.
 *
 * @param formatVersion of this record; see {@link #FORMAT_VERSION}
 * @param source the source's name
 * @param scope the business unit
 * @param entity the entity's name
 * @param runId the run that wrote it
 * @param sequence 1 for the first manifest of this entity in the run, then 2, 3
 * @param programVersion of the program that wrote it
 * @param apiGeneration the API version the requests spoke
 * @param requests the listings that were asked, with their parameters; never a secret
 * @param stateBefore by listing, before this manifest
 * @param stateAfter by listing, after it: what the next run starts from
 * @param complete whether this manifest ends the entity's extraction in its run
 * @param completeListing whether, with this manifest, the run has read every record of the entity from the start
 * @param records in the parts of this manifest
 * @param parts in the order in which they were written; may be empty
 * @param counts what it took
 * @param committedAt when it was written, by this machine's clock
 */
public record Manifest(
        @JsonProperty("format_version") int formatVersion,
        @JsonProperty("source") String source,
        @JsonProperty("scope") String scope,
        @JsonProperty("entity") String entity,
        @JsonProperty("run_id") String runId,
        @JsonProperty("sequence") int sequence,
        @JsonProperty("program_version") String programVersion,
        @JsonProperty("api_generation") String apiGeneration,
        @JsonProperty("requests") List<Request> requests,
        @JsonProperty("state_before") Map<String, ListingState> stateBefore,
        @JsonProperty("state_after") Map<String, ListingState> stateAfter,
        @JsonProperty("complete") boolean complete,
        @JsonProperty("complete_listing") boolean completeListing,
        @JsonProperty("records") long records,
        @JsonProperty("parts") List<Part> parts,
        @JsonProperty("counts") RequestCounts counts,
        @JsonProperty("committed_at") Instant committedAt) {

    /** The form that this program writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        requests = List.copyOf(requests);
        stateBefore = Map.copyOf(stateBefore);
        stateAfter = Map.copyOf(stateAfter);
        parts = List.copyOf(parts);
    }

    /** The newest source time that finished walks have seen, of all listings. */
    public Optional<Instant> watermark() {
        return stateAfter.values().stream()
                .map(ListingState::watermark)
                .flatMap(Stream::ofNullable)
                .max(Comparator.naturalOrder());
    }

    /**
     * The first request of a walk.
     *
     * @param listing its name in the catalog
     * @param path below the base URL
     * @param params all of its parameters
     */
    public record Request(
            @JsonProperty("listing") String listing,
            @JsonProperty("path") String path,
            @JsonProperty("params") Map<String, String> params) {

        public Request {
            params = Map.copyOf(params);
        }
    }
}
