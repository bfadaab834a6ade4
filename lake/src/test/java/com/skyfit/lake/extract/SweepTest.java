package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Deletions;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Pages;
import com.skyfit.lake.catalog.Subject;
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

/** When everything is listed again, and when such a listing is complete. */
class SweepTest {

    private static final String FIRST = "20260101T060000Z";
    private static final String NEXT_DAY = "20260102T060000Z";
    private static final String DAY_AFTER = "20260103T060000Z";
    private static final String NEXT_WEEK = "20260108T060000Z";
    private static final String RECORD = "{\"id\":1,\"update_time\":\"2026-01-01T00:00:00Z\"}";

    @TempDir
    private Path folder;

    private final ScriptedSource source;
    private final Entity orders;
    private LocalLake lake;

    SweepTest() throws IOException {
        source = new ScriptedSource();
        orders = orders("live");
    }

    @BeforeEach
    void openLake() {
        lake = new LocalLake(folder);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    /** Orders that are swept every seven days, in lists of these names. */
    private static Entity orders(String... lists) {
        Entity plain = ScriptedSource.orders(
                ScriptedSource.cursorPaging(),
                new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10)));
        Listing listing = plain.listings().get(0);
        return new Entity(
                plain.name(),
                "",
                "v2",
                "id",
                List.of(),
                List.of(),
                true,
                new Deletions(false, Duration.ofDays(7), null),
                false,
                Entity.USUAL_MOST_QUARANTINED,
                Entity.USUAL_MOST_REQUESTS,
                false,
                List.of(lists).stream()
                        .map(name -> new Listing(
                                name, "/" + name, "data", Map.of(), listing.paging(), listing.incremental(), 10, ""))
                        .toList(),
                List.of());
    }

    private Manifest extract(Entity entity, String run, boolean sweep) throws Exception {
        new Extraction(
                        lake,
                        ScriptedClient.of(source, entity),
                        entity,
                        new RunContext(
                                new RunId(run), "test", InstantSource.fixed(Instant.parse("2026-01-02T07:00:00Z"))),
                        ExtractionListener.NONE)
                .run(sweep);
        return newest();
    }

    private Manifest newest() throws IOException {
        return new Manifests(lake)
                .newest(new Subject("shop", "north", "orders"))
                .orElseThrow();
    }

    private static String page(String next, String records) {
        return "{\"data\":[" + records + "],\"additional_data\":{\"next_cursor\":" + next + "}}";
    }

    private String asked(int index) {
        return source.asked().get(index);
    }

    @Test
    void aSweepThatTheCatalogDescribesInAnotherWayByNowBeginsAgainFromTheStart() throws Exception {
        source.then(page("null", RECORD)).then(page("\"a\"", RECORD)).then(403, Map.of(), "{}");
        extract(orders, FIRST, false);
        assertThatThrownBy(() -> extract(orders, "20260102T060000Z", true)).isInstanceOf(SourceException.class);

        source.then(page("null", RECORD));
        Manifest manifest = extract(Pages.ofSize(orders, 100), "20260103T060000Z", false);

        assertThat(asked(3)).isEqualTo("/live?limit=100");
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed("20260102T060000Z", null));
    }

    @Test
    void theFirstExtractionIsACompleteListing() throws Exception {
        source.then(page("null", RECORD));

        Manifest manifest = extract(orders, FIRST, false);

        assertThat(manifest.completeListing()).isTrue();
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed(FIRST, null));
    }

    @Test
    void aKilledFirstExtractionIsACompleteListingOnceItWasResumed() throws Exception {
        source.then(page("\"a\"", RECORD)).then(403, Map.of(), "{}");
        assertThatThrownBy(() -> extract(orders, FIRST, false)).isInstanceOf(SourceException.class);
        assertThat(newest().completeListing()).isFalse();

        source.then(page("null", ""));
        Manifest manifest = extract(orders, NEXT_DAY, false);

        assertThat(asked(2)).endsWith("cursor=a");
        assertThat(manifest.completeListing()).isTrue();
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed(FIRST, null));
    }

    @Test
    void nothingIsSweptBeforeItsTime() throws Exception {
        source.then(page("null", RECORD)).then(page("null", ""));
        extract(orders, FIRST, false);

        Manifest manifest = extract(orders, NEXT_DAY, false);

        assertThat(asked(1)).contains("updated_since");
        assertThat(manifest.completeListing()).isFalse();
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed(FIRST, null));
    }

    @Test
    void everythingIsListedWhenTheNewestListingHasReachedItsAge() throws Exception {
        source.then(page("null", RECORD)).then(page("null", ""));
        extract(orders, FIRST, false);

        Manifest manifest = extract(orders, NEXT_WEEK, false);

        assertThat(asked(1)).doesNotContain("updated_since");
        assertThat(manifest.completeListing()).isTrue();
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed(NEXT_WEEK, null));
        assertThat(manifest.watermark()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void everythingIsListedOnDemand() throws Exception {
        source.then(page("null", RECORD)).then(page("null", RECORD));
        extract(orders, FIRST, false);

        assertThat(extract(orders, NEXT_DAY, true).completeListing()).isTrue();
        assertThat(asked(1)).doesNotContain("updated_since");
    }

    @Test
    void aKilledSweepResumesWhereItStoppedAndIsCompleteOnlyAtItsEnd() throws Exception {
        source.then(page("null", RECORD));
        extract(orders, FIRST, false);
        source.then(page("\"a\"", RECORD)).then(403, Map.of(), "{}");
        assertThatThrownBy(() -> extract(orders, NEXT_DAY, true)).isInstanceOf(SourceException.class);
        assertThat(newest().completeListing()).isFalse();
        assertThat(newest().listed()).isEqualTo(new Manifest.Listed(FIRST, NEXT_DAY));

        source.then(page("null", RECORD));
        Manifest manifest = extract(orders, DAY_AFTER, true);

        assertThat(asked(3)).endsWith("cursor=a");
        assertThat(manifest.completeListing()).isTrue();
        assertThat(manifest.listed()).isEqualTo(new Manifest.Listed(NEXT_DAY, null));
    }

    @Test
    void listsAreReadAgainForWhatMovedBetweenThemDuringASweep() throws Exception {
        Entity split = orders("live", "archived");
        source.then(page("null", RECORD))
                .then(page("null", RECORD))
                .then(page("null", RECORD))
                .then(page("null", ""));

        extract(split, FIRST, false);

        assertThat(source.asked()).hasSize(4);
        assertThat(asked(2)).startsWith("/live?").contains("updated_since");
        assertThat(asked(3)).startsWith("/archived?").contains("updated_since");
    }
}
