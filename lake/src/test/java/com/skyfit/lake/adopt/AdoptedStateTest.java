package com.skyfit.lake.adopt;

import static com.skyfit.lake.adopt.OldDeals.DEAL;
import static com.skyfit.lake.adopt.OldDeals.DEALS;
import static com.skyfit.lake.adopt.OldDeals.MONDAY;
import static com.skyfit.lake.adopt.OldDeals.NOW;
import static com.skyfit.lake.adopt.OldDeals.TUESDAY;
import static com.skyfit.lake.adopt.OldDeals.WATERMARK;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extraction resumes from where the earlier scripts had got to, where their watermark can be trusted and nobody else has set the state. */
class AdoptedStateTest {

    @TempDir
    private Path folder;

    private OldDeals old;

    @BeforeEach
    void openFolder() {
        old = new OldDeals(folder);
    }

    @Test
    void theNewestManifestCarriesTheStateThatFollowsFromTheWatermark() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);

        Adopted adopted = old.adopt();

        Manifest newest = old.newest();
        assertThat(newest.runId()).isEqualTo("20260110T060000Z");
        assertThat(newest.stateAfter().get("live"))
                .isEqualTo(new ListingState(Instant.parse("2026-01-05T06:00:00Z"), null, null));
        assertThat(newest.stateAfter().get("deleted")).isEqualTo(ListingState.START);
        assertThat(newest.change())
                .isEqualTo(new Manifest.Change("adopt", "last_successful_until 2026-01-06T06:00:00Z"));
        assertThat(newest.parts()).isEmpty();
        assertThat(adopted.listings()).isEqualTo(newest.stateAfter());
        assertThat(adopted.state()).isEqualTo("resumes from the watermark");
    }

    @Test
    void aStateOfOursIsLeftAloneAndPartsOlderThanItAreAdoptedAllTheSame() throws Exception {
        ListingState ours = new ListingState(Instant.parse("2026-01-08T00:00:00Z"), null, null);
        old.extracted("20260108T060000Z", ours);
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);

        Adopted adopted = old.adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state()).isEqualTo("stays where skyfit left it");
        Manifest newest = old.newest();
        assertThat(newest.stateAfter()).isEqualTo(Map.of("live", ours));
        assertThat(newest.runId()).isEqualTo("20260108T060000Z");
        assertThat(old.manifests().get(0).stateAfter()).isEmpty();
    }

    @Test
    void anExtractionThatFailedBeforeItsFirstPageIsNoStateAndItsListingIsGivenUp() throws Exception {
        old.extracted("20260108T060000Z", Map.of(), new Manifest.Listed(null, "20260108T060000Z"));
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);

        Adopted adopted = old.adopt();

        assertThat(adopted.state()).isEqualTo("resumes from the watermark");
        assertThat(old.newest().listed()).isEqualTo(Manifest.Listed.NEVER);
    }

    @Test
    void whatAnOperatorSetIsLeftAlone() throws Exception {
        new Manifests(old.lake())
                .write(Manifest.of(
                        BronzePaths.ManifestPath.of(
                                new Subject("pipedrive", "comercial", "deals"), new RunId(TUESDAY), 1),
                        new RunContext(new RunId(TUESDAY), "test", InstantSource.fixed(NOW)),
                        DEALS,
                        Standing.START,
                        Standing.START,
                        List.of(),
                        new Manifest.Change("state set", "read everything")));
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);

        assertThat(old.adopt().state()).isEqualTo("stays where skyfit left it");
    }

    @Test
    void partsThatScriptsReadAfterARunOfOursCarryItsStateOn() throws Exception {
        ListingState ours = new ListingState(Instant.parse("2026-01-08T00:00:00Z"), null, null);
        old.extracted(MONDAY, ours);
        old.part(TUESDAY, 1, DEAL);
        old.watermark(WATERMARK);

        old.adopt();

        Manifest newest = old.newest();
        assertThat(newest.runId()).isEqualTo(TUESDAY);
        assertThat(newest.stateAfter()).isEqualTo(Map.of("live", ours));
        assertThat(newest.listed()).isEqualTo(new Manifest.Listed(MONDAY, null));
        assertThat(newest.completeListing()).isFalse();
    }

    @Test
    void aWatermarkWithoutAnyPartIsNotAccepted() throws Exception {
        old.watermark(WATERMARK);

        Adopted adopted = old.adopt();

        assertThat(adopted.state()).contains("there is no part from before the watermark");
        assertThat(old.manifests()).isEmpty();
    }

    @Test
    void anUnusableWatermarkLeavesTheEntityToBeReadFromTheStart() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.watermark("{\"last_successful_until\":\"soon\"}");

        Adopted adopted = old.adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state())
                .isEqualTo("begins from the start: the watermark's last_successful_until is not a time: 'soon'");
        assertThat(old.newest().stateAfter()).isEmpty();
    }

    @Test
    void whatIsReadCompletelyEveryTimeGetsNoState() throws Exception {
        old.scripts().part("pipedrive", "comercial", "stages", MONDAY, 1, DEAL);
        old.scripts().watermark("pipedrive", "comercial", "stages", WATERMARK);

        Adopted adopted =
                old.scripts().adopt(CatalogReader.shipped().source("pipedrive").entity("stages"), NOW, false);

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state()).isEqualTo("is read completely every time");
        assertThat(old.manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
    }
}
