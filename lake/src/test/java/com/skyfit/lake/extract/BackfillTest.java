package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ScriptedClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A range is read again, and the extraction stands where it stood. */
class BackfillTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
    private static final Range JANUARY =
            new Range(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private final ScriptedSource source;
    private final Entity orders = sorted(Map.of("sort_by", "update_time", "sort_direction", "asc"));
    private Map<String, ListingState> before = Map.of();
    private int day = 1;

    BackfillTest() throws IOException {
        source = new ScriptedSource();
    }

    @BeforeEach
    void hasReadOrders() throws Exception {
        source.then(page("null", order(9, "2026-02-28")));
        new Extraction(
                        new LocalLake(folder),
                        ScriptedClient.of(source, orders),
                        orders,
                        new RunContext(new RunId("20260301T060000Z"), "test", CLOCK),
                        ExtractionListener.NONE)
                .run();
        before = newest().stateAfter();
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private static Entity sorted(Map<String, String> params) {
        Entity plain = ScriptedSource.orders(
                ScriptedSource.cursorPaging(),
                new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10)));
        Listing listing = plain.listings().get(0);
        return new Entity(
                plain.name(),
                plain.description(),
                plain.apiGeneration(),
                plain.key(),
                plain.version(),
                plain.deleted(),
                plain.absentMeansDeleted(),
                plain.deletions(),
                plain.expectRows(),
                plain.mostQuarantined(),
                plain.mostRequests(),
                plain.optional(),
                List.of(new Listing(
                        listing.name(),
                        listing.path(),
                        listing.records(),
                        params,
                        listing.paging(),
                        listing.incremental(),
                        listing.cost(),
                        listing.budget())),
                plain.tables());
    }

    private static String order(int id, String day) {
        return "{\"id\":" + id + ",\"update_time\":\"" + day + "T12:00:00Z\"}";
    }

    private static String page(String next, String records) {
        return "{\"data\":[" + records + "],\"additional_data\":{\"next_cursor\":" + next + "}}";
    }

    private Manifest newest() throws IOException {
        return new Manifests(new LocalLake(folder))
                .newest(new Subject("shop", "north", "orders"))
                .orElseThrow();
    }

    private Manifest backfill(Entity entity, Range range) throws Exception {
        new Backfill(
                        new LocalLake(folder),
                        new NewestManifests(new LocalLake(folder)),
                        ScriptedClient.of(source, entity),
                        entity,
                        range,
                        new RunContext(new RunId("2026030" + ++day + "T060000Z"), "test", CLOCK),
                        ExtractionListener.NONE)
                .run();
        return newest();
    }

    @Test
    void theRangeIsReadFromItsBeginAndNoFurtherThanItsEnd() throws Exception {
        source.then(page("\"a\"", order(1, "2026-01-15")))
                .then(page("\"b\"", order(2, "2026-01-31")))
                .then(page("\"c\"", order(3, "2026-02-01")));

        Manifest manifest = backfill(orders, JANUARY);

        assertThat(source.asked()).hasSize(4);
        assertThat(source.asked().get(1)).contains("updated_since=2025-12-31T23%3A50%3A00Z");
        assertThat(manifest.records()).isEqualTo(3);
    }

    @Test
    void theStateOfTheExtractionStays() throws Exception {
        source.then(page("null", order(1, "2026-01-15")));

        Manifest manifest = backfill(orders, JANUARY);

        assertThat(manifest.stateAfter()).isEqualTo(before);
        assertThat(manifest.complete()).isFalse();
        assertThat(manifest.completeListing()).isFalse();
        assertThat(manifest.backfills()).isEmpty();
        assertThat(manifest.change())
                .isEqualTo(new Manifest.Change("backfill", "2026-01-01T00:00:00Z/2026-02-01T00:00:00Z"));
    }

    @Test
    void aKilledBackfillResumesWhereItStoppedAndTheStateOfTheExtractionStays() throws Exception {
        source.then(page("\"a\"", order(1, "2026-01-15"))).then(403, Map.of(), "{}");
        assertThatThrownBy(() -> backfill(orders, JANUARY)).isInstanceOf(SourceException.class);
        assertThat(newest().stateAfter()).isEqualTo(before);
        assertThat(newest().backfills()).containsOnlyKeys(JANUARY.toString());

        source.then(page("null", order(2, "2026-01-16")));
        Manifest manifest = backfill(orders, JANUARY);

        assertThat(source.asked().get(3)).endsWith("cursor=a");
        assertThat(manifest.backfills()).isEmpty();
        assertThat(manifest.records()).isEqualTo(1);
    }

    @Test
    void aListThatIsNotSortedByTimeIsReadToItsEnd() throws Exception {
        Entity unsorted = sorted(Map.of());
        source.then(page("\"a\"", order(3, "2026-02-01"))).then(page("null", order(1, "2026-01-15")));

        backfill(unsorted, JANUARY);

        assertThat(source.asked()).hasSize(3);
    }

    @Test
    void whatIsReadCompletelyEveryTimeHasNoRange() {
        Entity groups = CatalogReader.shipped().source("zendesk").entity("groups");

        assertThatThrownBy(() -> backfill(groups, JANUARY)).hasMessageContaining("is read completely every time");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new Range(JANUARY.to(), JANUARY.from()))
                .hasMessageContaining("must begin before it ends");
    }
}
