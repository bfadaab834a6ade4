package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.CursorForm;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.source.SourceTime;
import com.skyfit.lake.source.client.WalkStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How far the earlier scripts had read an entity of a scope, as recorded in a file that each of their runs overwrote. */
public sealed interface OldWatermark {

    /** How far before their times extraction resumes: they came from a machine's clock, which may have been wrong. Full days cover time zones, too. */
    Duration OVERLAP = Duration.ofDays(1);

    /** A longer text is not a watermark. */
    int MOST_BYTES = 1 << 16;

    /**
     * What had changed before a time was read.
     *
     * @param field that contains it: {@code last_successful_until}, by the clock of the scripts' machine, or {@code start_time}, by the
     *     source's
     * @param time as it stands there
     */
    record Time(String field, Instant time) implements OldWatermark {
        @Override
        public String toString() {
            return field + " " + time;
        }

        @Override
        public String doubt() {
            return "";
        }

        @Override
        public OldWatermark of(Entity entity) {
            return OldWatermark.forOwnLists(this, entity);
        }

        @Override
        public Optional<ListingState> state(Listing listing) {
            return Optional.of(WalkStart.at(listing, time.minus(OVERLAP)));
        }
    }

    /**
     * The pages of an export before a cursor were read.
     *
     * @param cursor as the source gave it
     */
    record Cursor(String cursor) implements OldWatermark {
        @Override
        public String toString() {
            return "cursor " + cursor;
        }

        @Override
        public String doubt() {
            return "";
        }

        /** A cursor continues the scripts' own requests, so if a list shows deleted records, those before the cursor are unknown. */
        @Override
        public OldWatermark of(Entity entity) {
            OldWatermark known = OldWatermark.forOwnLists(this, entity);
            if (!known.doubt().isEmpty()) {
                return known;
            }
            if (!entity.listings().get(0).incremental().cursorForm().equals(Optional.of(CursorForm.OPAQUE))) {
                return new Unusable("the watermark is a cursor, but requests for " + entity.name() + " use a time");
            }
            return entity.deletions().listed()
                    ? new Unusable(
                            "the scripts excluded deleted records from this export, and its cursor leads only to later changes")
                    : this;
        }

        @Override
        public Optional<ListingState> state(Listing listing) {
            return Optional.of(new ListingState(null, cursor, null));
        }
    }

    /**
     * Nothing that extraction could resume from.
     *
     * @param reason why
     */
    record Unusable(String reason) implements OldWatermark {
        @Override
        public String toString() {
            return reason;
        }

        @Override
        public String doubt() {
            return reason;
        }

        @Override
        public OldWatermark of(Entity entity) {
            return OldWatermark.forOwnLists(this, entity);
        }

        @Override
        public Optional<ListingState> state(Listing listing) {
            return Optional.empty();
        }
    }

    /**
     * Reads the watermark of an entity.
     *
     * @param now by this machine's clock; a later time is not accepted
     * @throws IOException if the lake cannot be read
     */
    static OldWatermark read(LakeStorage lake, Subject subject, Instant now) throws IOException {
        try (InputStream in = lake.open(BronzePaths.oldWatermark(subject))) {
            return of(JsonMapper.shared().readTree(in.readNBytes(MOST_BYTES)), now);
        } catch (NoSuchFileException e) {
            return new Unusable("the scripts left no watermark");
        } catch (JacksonException e) {
            return new Unusable("the watermark is not JSON");
        }
    }

    private static OldWatermark of(JsonNode watermark, Instant now) {
        if (watermark.has("cursor")) {
            JsonNode cursor = watermark.path("cursor");
            return cursor.isString() && cursor.asString().matches("[!-~]+")
                    ? new Cursor(cursor.asString())
                    : new Unusable("the watermark's cursor is " + cursor);
        }
        for (String field : new String[] {"last_successful_until", "start_time"}) {
            JsonNode value = watermark.path(field);
            if (value.isString() || value.isIntegralNumber()) {
                return time(field, value.asString(), now);
            }
        }
        return new Unusable("the watermark has neither last_successful_until nor cursor nor start_time");
    }

    private static OldWatermark time(String field, String text, Instant now) {
        Instant time = SourceTime.parse(text);
        if (time == null) {
            return new Unusable("the watermark's " + field + " is not a time: '" + text + "'");
        }
        if (time.isAfter(now)) {
            return new Unusable("the watermark is in the future: " + field + " " + time);
        }
        return time.isBefore(Instant.EPOCH.plus(OVERLAP))
                ? new Unusable("the watermark is the earliest possible time: " + field + " " + text)
                : new Time(field, time);
    }

    /** Why extraction cannot continue from it; empty text if it can. */
    String doubt();

    /** The watermark as far as it says something about the listings of an entity. The scripts asked one list of each, the catalog's first. */
    OldWatermark of(Entity entity);

    /** The state from which the list that the scripts requested resumes; empty if nothing is known. */
    Optional<ListingState> state(Listing listing);

    /** Where the listings of the entity that do not begin from the start every time resume; empty if nothing is known. */
    default Map<String, ListingState> states(Entity entity) {
        OldWatermark known = of(entity);
        Map<String, ListingState> states = new LinkedHashMap<>();
        if (!known.doubt().isEmpty()) {
            return states;
        }
        for (Listing listing : entity.listings()) {
            if (!listing.incremental().readsEverything()) {
                states.put(
                        listing.name(),
                        states.isEmpty() ? known.state(listing).orElse(ListingState.START) : ListingState.START);
            }
        }
        return states;
    }

    private static OldWatermark forOwnLists(OldWatermark watermark, Entity entity) {
        return entity.listings().get(0).incremental().otherEntity().isPresent()
                ? new Unusable("the scripts had no lists for each record of another entity")
                : watermark;
    }
}
