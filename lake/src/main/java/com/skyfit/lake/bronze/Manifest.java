package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commit record of a group of parts. The newest one of a (source, scope, entity) is the state of its extraction.
 *
 * @param formatVersion of this record; see {@link #FORMAT_VERSION}
 * @param source the source's name
 * @param scope the business unit
 * @param entity the entity's name
 * @param runId the run that read its parts, which decides among versions; it also wrote it, but for adopted parts (ADR-043)
 * @param sequence 1 for the first manifest of this entity in the run, then 2, 3
 * @param programVersion of the program that wrote it
 * @param apiGeneration the API version the requests spoke; of adopted parts {@code unknown}
 * @param requests the listings that were asked, with their parameters; never a secret
 * @param stateBefore by listing, before this manifest
 * @param stateAfter by listing, after it: where the next run resumes
 * @param complete whether this manifest ends the entity's extraction in its run
 * @param completeListing whether, with this manifest, every record of the entity has been read since the run {@code listed.in}
 * @param records in the parts of this manifest
 * @param parts in the order in which they were written; may be empty
 * @param counts its requests
 * @param committedAt when it was written, by this machine's clock
 * @param listed known complete listings, after this manifest
 * @param backfills by range, the progress of the unfinished ones after this manifest, listing by listing
 * @param change the reason, if no extraction wrote it; null otherwise
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
        @JsonProperty("committed_at") Instant committedAt,
        @JsonProperty("listed") Listed listed,
        @JsonProperty("backfills") Map<String, Map<String, ListingState>> backfills,
        @JsonProperty("change") @Nullable Change change) {

    /** The form that this program writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        requests = List.copyOf(requests);
        stateBefore = Map.copyOf(stateBefore);
        stateAfter = Map.copyOf(stateAfter);
        parts = List.copyOf(parts);
        // Manifests written before these were known lack them.
        listed = listed == null ? Listed.NEVER : listed;
        backfills = backfills == null ? Map.of() : Map.copyOf(backfills);
    }

    /**
     * The known complete listings of the entity.
     *
     * @param in the run in which the newest complete one began; null if there is none
     * @param began the run in which an unfinished one began; null if there is none
     */
    public record Listed(
            @JsonProperty("in") @Nullable String in,
            @JsonProperty("began") @Nullable String began) {

        /** Before the first. */
        public static final Listed NEVER = new Listed(null, null);
    }

    /**
     * Why a manifest was written that no extraction wrote.
     *
     * @param command the command, such as {@code state set}
     * @param reason in the words of who asked; empty text for none
     */
    public record Change(
            @JsonProperty("command") String command,
            @JsonProperty("reason") String reason) {}

    /**
     * A manifest that no extraction writes: it moves the state, or names parts that already exist.
     *
     * @param place its path; its run may be an earlier one than the writer's (ADR-043)
     * @param writer by whom it is written
     * @param before the state of the extraction before it
     * @param after the state after it
     */
    public static Manifest of(
            BronzePaths.ManifestPath place,
            RunContext writer,
            Entity entity,
            Standing before,
            Standing after,
            List<Part> parts,
            Change change) {
        return new Manifest(
                FORMAT_VERSION,
                place.subject().source(),
                place.subject().scope(),
                place.subject().entity(),
                place.runId(),
                place.sequence(),
                writer.version(),
                parts.isEmpty() ? entity.apiGeneration() : "unknown",
                List.of(),
                before.listings(),
                after.listings(),
                false,
                false,
                parts.stream().mapToLong(Part::lines).sum(),
                parts,
                RequestCounts.NONE,
                writer.clock().instant(),
                after.listed(),
                after.backfills(),
                change);
    }

    /** Its subject. */
    public Subject subject() {
        return new Subject(source, scope, entity);
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
