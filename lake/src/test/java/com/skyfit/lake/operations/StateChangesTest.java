package com.skyfit.lake.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.extract.Extraction;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ScriptedClient;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.WriterLock;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An operator lets extraction resume from elsewhere, and can take that back. */
class StateChangesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T06:00:00Z");
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final String MONDAY = "20260105T060000Z";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final ScriptedSource source;
    private final Entity orders = ScriptedSource.orders(
            ScriptedSource.cursorPaging(),
            new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10)));
    private final ScopedEntity subject;
    private Manifests manifests = new Manifests(new LocalLake(Path.of("")));
    private int day = 1;

    StateChangesTest() throws IOException {
        source = new ScriptedSource();
        subject = new ScopedEntity(source.account(orders).source(), "north", orders);
    }

    @BeforeEach
    void readsOrders() throws Exception {
        manifests = new Manifests(new LocalLake(folder));
        extract("{\"id\":1,\"update_time\":\"2026-01-01T00:00:00Z\"}");
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private void extract(String records) throws Exception {
        source.then("{\"data\":[" + records + "],\"additional_data\":{\"next_cursor\":null}}");
        extraction("2026010" + day++ + "T060000Z").run();
    }

    private Extraction extraction(String run) {
        return new Extraction(
                new LocalLake(folder),
                ScriptedClient.of(source, orders),
                orders,
                new RunContext(new RunId(run), "test", InstantSource.fixed(NOW)),
                ExtractionListener.NONE);
    }

    private StateChanges changesAt(Instant now) {
        LocalLake lake = new LocalLake(folder);
        return new StateChanges(lake, new WriterRun(database.get(), lake, "test", InstantSource.fixed(now)));
    }

    private Manifest set(StateWish wish) throws Exception {
        return changesAt(NOW).set(subject, wish.states(orders, null, NOW), "ticket 17");
    }

    private Map<String, ListingState> state() throws IOException {
        return manifests
                .newest(new Subject("shop", "north", "orders"))
                .orElseThrow()
                .stateAfter();
    }

    private String lastAsked() {
        return source.asked().get(source.asked().size() - 1);
    }

    @Test
    void theNextExtractionResumesFromTheWatermarkThatWasSet() throws Exception {
        set(new StateWish.Since(Instant.parse("2025-06-01T00:00:00Z")));
        day = 6;
        extract("");

        assertThat(lastAsked()).contains("updated_since=2025-05-31T23%3A50%3A00Z");
    }

    @Test
    void theNextExtractionReadsEverythingFromTheStart() throws Exception {
        set(new StateWish.FromStart());
        day = 6;
        extract("");

        assertThat(lastAsked()).doesNotContain("updated_since");
        assertThat(manifests
                        .newest(new Subject("shop", "north", "orders"))
                        .orElseThrow()
                        .completeListing())
                .isTrue();
    }

    @Test
    void aChangeSaysWhatWasBeforeAndWhy() throws Exception {
        Map<String, ListingState> before = state();

        Manifest change = set(new StateWish.FromStart());

        assertThat(change.runId()).isEqualTo(MONDAY);
        assertThat(change.stateBefore()).isEqualTo(before);
        assertThat(change.change()).isEqualTo(new Manifest.Change("state set", "ticket 17"));
        assertThat(change.parts()).isEmpty();
        assertThat(manifests.newest(new Subject("shop", "north", "orders"))).contains(change);
        assertThat(database.rows("select command, status from ops.run")).containsExactly("state set|succeeded");
    }

    @Test
    void aCompleteListingThatIsUnderWayIsGivenUp() throws Exception {
        set(new StateWish.FromStart());
        source.then(403, Map.of(), "{}");
        assertThatThrownBy(() -> extraction("20260106T060000Z").run()).isInstanceOf(SourceException.class);
        Manifest died = manifests.newest(new Subject("shop", "north", "orders")).orElseThrow();
        assertThat(died.listed().began()).isEqualTo("20260106T060000Z");

        Manifest change = changesAt(Instant.parse("2026-01-07T06:00:00Z"))
                .set(subject, new StateWish.Since(NEW_YEAR).states(orders, null, NOW), "");

        assertThat(change.listed()).isEqualTo(new Manifest.Listed("20260101T060000Z", null));
    }

    @Test
    void anUndoRestoresWhatWasBeforeTheNewestChangeAndCanBeUndone() throws Exception {
        Map<String, ListingState> before = state();
        Map<String, ListingState> changed = set(new StateWish.FromStart()).stateAfter();

        changesAt(NOW).undo(subject, null, "");
        assertThat(state()).isEqualTo(before);

        changesAt(NOW).undo(subject, null, "");
        assertThat(state()).isEqualTo(changed);
    }

    @Test
    void anUndoOfTheFirstRunRestoresTheStart() throws Exception {
        changesAt(NOW).undo(subject, new RunId("20260101T060000Z"), "");

        assertThat(state()).isEmpty();
    }

    @Test
    void anUndoOfARunThatLeftNothingIsRefused() throws Exception {
        assertThatThrownBy(() -> changesAt(NOW).undo(subject, new RunId("20250101T060000Z"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20250101T060000Z wrote no manifest of shop.north.orders");
        assertThat(database.rows("select command, status from ops.run")).containsExactly("state undo|failed");
    }

    @Test
    void nothingIsChangedWhileAnotherRunIsAtWork() throws Exception {
        try (WriterLock held = database.get().tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> set(new StateWish.FromStart())).isInstanceOf(LockedException.class);
        }
        assertThat(manifests.list("shop")).hasSize(1);
    }

    @Test
    void aClockBehindTheNewestManifestIsRefusedBecauseTheChangeWouldNotBeTheNewest() {
        assertThatThrownBy(() -> changesAt(Instant.parse("2025-12-31T00:00:00Z"))
                        .set(subject, new StateWish.FromStart().states(orders, null, NOW), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("correct the clock");
    }

    @Test
    void exportsResumeFromATimeOrAPosition() {
        Source zendesk = CatalogReader.shipped().source("zendesk");
        Entity tickets = zendesk.entity("tickets");
        String listing = tickets.listings().get(0).name();

        assertThat(new StateWish.Position("abc==").states(tickets, null, NOW))
                .containsEntry(listing, new ListingState(null, "abc==", null));
        assertThat(new StateWish.Since(NEW_YEAR).states(tickets, null, NOW))
                .containsEntry(
                        listing,
                        new ListingState(
                                NEW_YEAR,
                                null,
                                new ListingState.Walk(
                                        Map.of("start_time", "1767225600"),
                                        null,
                                        null,
                                        null,
                                        ListingState.Walk.fingerprint(
                                                tickets.listings().get(0)))));
    }

    @Test
    void aPositionThatAListingCannotResumeFromIsRefused() {
        Entity groups = CatalogReader.shipped().source("zendesk").entity("groups");

        assertThatThrownBy(() -> new StateWish.FromStart().states(groups, null, NOW))
                .hasMessageContaining("is read completely every time");
        assertThatThrownBy(() -> new StateWish.Position("abc").states(orders, null, NOW))
                .hasMessageContaining("use --watermark");
        assertThatThrownBy(() -> new StateWish.Since(NOW.plusSeconds(1)).states(orders, null, NOW))
                .hasMessageContaining("to now, " + NOW);
        assertThatThrownBy(() -> new StateWish.FromStart().states(orders, "gone", NOW))
                .hasMessageContaining("Unknown listing 'gone'");
    }

    @Test
    void anExportBeginsNoLaterThanItsSourceLetsIt() {
        Entity tickets = CatalogReader.shipped().source("zendesk").entity("tickets");
        Instant minuteAgo = NOW.minusSeconds(60);

        assertThatThrownBy(() -> new StateWish.Since(NOW).states(tickets, null, NOW))
                .hasMessageContaining("to " + minuteAgo + ", as the source holds back the last 60 s");
        assertThat(new StateWish.Since(minuteAgo).states(tickets, null, NOW)).hasSize(1);
        assertThat(new StateWish.Since(NOW).states(orders, null, NOW)).hasSize(1);
    }

    @Test
    void listsForEachDealRestartFromTheStartOnly() {
        Entity changes = CatalogReader.shippedUnder(List.of(
                        new CatalogFile("own.yaml", "source: pipedrive\nentities:\n  deal_changes: {enabled: true}\n")))
                .source("pipedrive")
                .entity("deal_changes");

        assertThat(new StateWish.FromStart().states(changes, null, NOW)).containsEntry("flow", ListingState.START);
        assertThatThrownBy(() -> new StateWish.Since(NEW_YEAR).states(changes, null, NOW))
                .hasMessageContaining("resumes with the deals that changed")
                .hasMessageContaining("use --from-start");
        assertThatThrownBy(() -> new StateWish.Position("abc").states(changes, null, NOW))
                .hasMessageContaining("use --from-start");
    }
}
