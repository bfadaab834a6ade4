package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.LocalLake;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ScriptedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of events for each order: asked for all orders once, then for those that changed. Nothing is asked for twice, and none is left out. */
class ForEachTest {

    private static final Source SHOP =
            CatalogReader.read(List.of(new CatalogFile("shop.yaml", """
                    source: shop
                    description: A shop whose orders have events.
                    scopes: {setting: SHOP_SCOPES, default: [north]}
                    base_url: https://shop.example
                    auth: [{header: x-key, secret: SHOP_KEY}]
                    entities:
                      orders:
                        description: What customers bought.
                        api_generation: v1
                        key: id
                        version: [changed_at]
                        deleted: ["state=gone"]
                        listings:
                          all:
                            path: /orders
                            records: data
                            paging: {kind: single}
                            incremental: {kind: since, param: since, time: changed_at, overlap: PT10M}
                        tables:
                          shop_orders:
                            description: One row for each order.
                            key: [order_id]
                            columns:
                              order_id: {type: bigint, from: id, description: Id of the order.}
                      events:
                        description: What happened to orders.
                        api_generation: v1
                        key: data.id
                        version: [at]
                        listings:
                          flow:
                            path: /orders/{key}/events
                            records: data
                            paging: {kind: cursor, size_param: limit, size: 2, param: start, next: next_start, more: more}
                            incremental: {kind: for_each, entity: orders}
                            cost: 40
                        tables:
                          shop_events:
                            description: One row for each event.
                            key: [event_id]
                            columns:
                              event_id: {type: bigint, from: data.id, description: Id of the event.}
                    """))).source("shop");

    private static final Entity ORDERS = SHOP.entity("orders");
    private static final Entity EVENTS = SHOP.entity("events");
    private static final String NOON = "2026-01-01T12:00:00Z";
    private static final String EVENING = "2026-01-01T18:00:00Z";

    @TempDir
    private Path folder;

    private final ScriptedSource source;
    private int told;
    private LakeStorage lake;
    private BronzeFixture bronze;

    ForEachTest() throws IOException {
        source = new ScriptedSource();
    }

    @BeforeEach
    void openLake() {
        lake = new LocalLake(folder);
        bronze = new BronzeFixture(lake);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    /** What a run of a day in January reads of the orders. */
    private void ordersRead(int day, boolean all, String... orders) throws IOException {
        bronze.commit("shop", "north", "orders", run(day).text(), all, List.of(orders));
    }

    private static RunId run(int day) {
        return new RunId("202601%02dT060000Z".formatted(day));
    }

    private static String order(long id, String changedAt) {
        return "{\"lines\":[{\"id\":-1}],\"id\":" + id + ",\"changed_at\":\"" + changedAt + "\",\"state\":\"paid\"}";
    }

    private static String gone(long id, String changedAt) {
        return order(id, changedAt).replace("paid", "gone");
    }

    private static String events(long... ids) {
        return page("", ids);
    }

    private static String page(String next, long... ids) {
        StringBuilder data = new StringBuilder();
        for (long id : ids) {
            data.append(data.isEmpty() ? "" : ",")
                    .append("{\"at\":\"2026-01-01T00:00:00Z\",\"data\":{\"id\":" + id + "}}");
        }
        return "{\"data\":[" + data + "],\"more\":" + !next.isEmpty() + next + "}";
    }

    private Extracted eventsRead(int day, ExtractionListener listener) throws Exception {
        return new Extraction(
                        lake,
                        source.client(ORDERS, EVENTS),
                        EVENTS,
                        new RunContext(run(day), "test", InstantSource.fixed(Instant.parse("2026-02-01T00:00:00Z"))),
                        listener)
                .run();
    }

    private Extracted eventsRead(int day) throws Exception {
        return eventsRead(day, ExtractionListener.NONE);
    }

    /** The orders whose events were asked for, and from which place on; forgotten once told. */
    private List<String> asked() {
        List<String> all = source.asked();
        List<String> fresh = all.subList(told, all.size()).stream()
                .map(request -> request.replace("/orders/", "").replace("/events?limit=2", ""))
                .toList();
        told = all.size();
        return fresh;
    }

    private Manifest newest() throws IOException {
        return new Manifests(lake)
                .newest(new Subject("shop", "north", "events"))
                .orElseThrow();
    }

    private long unasked() throws IOException {
        ListingState state = new Manifests(lake)
                .newest(new Subject("shop", "north", "events"))
                .map(Standing::after)
                .orElse(Standing.START)
                .listing("flow");
        return new ChangedRecords(lake, "shop", "north", ORDERS).unasked(state);
    }

    private void replies(String... bodies) {
        for (String body : bodies) {
            source.then(body);
        }
    }

    @Test
    void theFirstRunAsksForTheEventsOfEachOrderThatLivesInTheOrderOfKeys() throws Exception {
        ordersRead(1, true, order(30, NOON), order(4, NOON), gone(5, NOON));
        ordersRead(2, false, order(1_000_000_000_000L, EVENING), "no json", "{\"name\":\"no key\"}");
        replies(events(1), events(2), events(3, 4));
        assertThat(unasked()).isEqualTo(3);

        Extracted extracted = eventsRead(2);

        assertThat(asked()).containsExactly("4", "30", "1000000000000");
        assertThat(extracted.records()).isEqualTo(4);
        assertThat(newest().complete()).isTrue();
        assertThat(newest().requests()).extracting(Manifest.Request::path).containsExactly("/orders/{key}/events");
        assertThat(unasked()).isZero();
    }

    @Test
    void beforeThereAreOrdersNothingIsAsked() throws Exception {
        assertThat(eventsRead(1).records()).isZero();

        assertThat(asked()).isEmpty();
    }

    @Test
    void ordersOfWhichNoneChangedAreLookedThroughOnce() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, EVENING));
        replies(events(1), events(2));
        eventsRead(1);
        ordersRead(2, false, order(1, NOON), gone(2, EVENING));

        eventsRead(2);

        assertThat(asked()).containsExactly("1", "2");
        assertThat(newest().stateAfter().get("flow"))
                .extracting(ListingState::cursor)
                .isEqualTo(BronzePaths.manifest(new Subject("shop", "north", "orders"), run(2), 1));
    }

    @Test
    void laterRunsAskForOrdersThatAreNewOrChanged() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, "2026-01-01T12:30:00Z"));
        replies(events(1), events(2), events(3));
        eventsRead(1);
        asked();

        eventsRead(2);
        assertThat(asked()).isEmpty();

        // Order 1 comes again as it was, order 3 was changed so shortly before the last run that its events may have
        // been incomplete.
        ordersRead(3, false, order(1, NOON), order(2, EVENING), order(3, "2026-01-01T12:30:00Z"), order(7, NOON));
        replies(events(4), events(5), events(6));
        eventsRead(3);

        assertThat(asked()).containsExactly("2", "3", "7");
    }

    @Test
    void aSweepAsksForThoseOnlyThatNoRunHasShownBefore() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, EVENING));
        replies(events(1), events(2), events(3));
        eventsRead(1);
        ordersRead(2, false, order(2, "2026-01-02T12:00:00Z"));
        replies(events(4));
        eventsRead(2);
        asked();

        ordersRead(3, true, order(1, NOON), order(2, "2026-01-02T12:00:00Z"), order(3, EVENING), order(4, NOON));
        replies(events(5), events(6));
        eventsRead(3);

        assertThat(asked()).containsExactly("2", "4");
    }

    @Test
    void anOrderThatComesBackIsAskedForEvenIfItBearsItsOldTime() throws Exception {
        ordersRead(1, true, order(1, NOON), gone(2, NOON), order(3, EVENING));
        replies(events(1), events(2));
        eventsRead(1);
        ordersRead(2, false, order(1, NOON), order(2, NOON));
        asked();

        replies(events(3));
        eventsRead(2);

        assertThat(asked()).containsExactly("2");
    }

    @Test
    void anOrderWithoutATimeCountsAsChanged() throws Exception {
        ordersRead(1, true, "{\"id\":1}", order(2, NOON), order(3, EVENING));
        replies(events(1), events(2), events(3));
        eventsRead(1);
        asked();

        ordersRead(2, false, "{\"id\":1}", order(2, NOON));
        replies(events(4));
        eventsRead(2);

        assertThat(asked()).containsExactly("1");
    }

    @Test
    void anOrderFromTheFutureMakesNoOtherLookOld() throws Exception {
        String justBeforeTheCommit = "2026-11-22T23:55:00Z";
        ordersRead(1, true, order(1, "2999-01-01T00:00:00Z"), order(2, justBeforeTheCommit), order(3, NOON));
        replies(events(1), events(2), events(3));
        eventsRead(1);
        asked();

        ordersRead(2, false, order(2, justBeforeTheCommit), order(3, NOON));
        replies(events(4));
        eventsRead(2);

        assertThat(asked()).containsExactly("2");
    }

    @Test
    void anEventlessOrderAndOneWithManyPagesAreReadToTheirEnds() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON));
        replies(
                "{\"data\":null,\"more\":false}",
                page(",\"next_start\":2", 1, 2),
                page(",\"next_start\":4", 3, 4),
                events(5));

        assertThat(eventsRead(1).records()).isEqualTo(5);
        assertThat(asked()).containsExactly("1", "2", "2&start=2", "2&start=4");
    }

    @Test
    void aSpentBudgetCostsNothingThatWasReadAndTheNextRunGoesOnWithTheSamePage() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        replies(events(1), page(",\"next_start\":2", 2, 3));
        source.then(
                429, Map.of("x-daily-ratelimit-token-limit", "100", "x-daily-ratelimit-token-remaining", "0"), "{}");
        assertThatThrownBy(() -> eventsRead(1)).isInstanceOf(SourceException.BudgetSpent.class);
        asked();
        assertThat(newest().records()).isEqualTo(3);
        assertThat(unasked()).isEqualTo(2);

        // Meanwhile the first one changes again: it is asked for in a round of its own.
        ordersRead(2, false, order(1, EVENING));
        assertThat(unasked()).isEqualTo(3);
        replies(events(4), events(5), events(6));
        eventsRead(2);

        assertThat(asked()).containsExactly("2&start=2", "3", "1");
        assertThat(newest().complete()).isTrue();
        assertThat(unasked()).isZero();
    }

    @Test
    void anOrderThatIsDeletedWhileARoundIsUnfinishedIsAskedForNoMore() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        replies(events(1));
        source.then(403, Map.of(), "{}");
        assertThatThrownBy(() -> eventsRead(1)).isInstanceOf(SourceException.Refused.class);
        asked();

        ordersRead(2, false, gone(2, EVENING));
        replies(events(3));
        eventsRead(2);

        assertThat(asked()).containsExactly("3");
    }

    @Test
    void aKillCostsWhatWasReadSinceTheLast250Requests() throws Exception {
        ordersRead(
                1,
                true,
                IntStream.rangeClosed(1, 300).mapToObj(id -> order(id, NOON)).toArray(String[]::new));
        IntStream.rangeClosed(1, 260).forEach(id -> replies(events(id)));
        int[] pages = {0};
        ExtractionListener killer = new ExtractionListener() {
            @Override
            public void page(Account account, String entity, long records) {
                if (++pages[0] == 260) {
                    throw new IllegalStateException("killed");
                }
            }

            @Override
            public void waiting(Account account, String entity, Instant until, String reason) {}
        };
        assertThatThrownBy(() -> eventsRead(1, killer)).hasMessage("killed");
        asked();

        IntStream.rangeClosed(251, 300).forEach(id -> replies(events(id)));
        eventsRead(2);

        List<String> rest = new ArrayList<>();
        IntStream.rangeClosed(251, 300).forEach(id -> rest.add(String.valueOf(id)));
        assertThat(asked()).isEqualTo(rest);
    }

    @Test
    void anOrderThatIsGoneByNowIsNoFailure() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        source.then(404, Map.of(), "{}").then(page(",\"next_start\":2", 1, 2));
        source.then(404, Map.of(), "{}").then(404, Map.of(), "{}").then(events(3));

        assertThat(eventsRead(1).records()).isEqualTo(3);
        assertThat(newest().complete()).isTrue();
        assertThat(unasked()).isZero();
    }

    @Test
    void aPathThatNoOrderHasFailsSoonAndLeavesAllToBeAskedFor() throws Exception {
        ordersRead(
                1,
                true,
                IntStream.rangeClosed(1, 30).mapToObj(id -> order(id, NOON)).toArray(String[]::new));
        IntStream.rangeClosed(1, 30).forEach(id -> source.then(404, Map.of(), "{}"));

        assertThatThrownBy(() -> eventsRead(1)).isInstanceOf(SourceException.Refused.class);

        assertThat(asked()).hasSize(21);
        assertThat(unasked()).isEqualTo(30);
    }

    @Test
    void thereIsNoRangeToReadAgain() {
        assertThat(Backfill.isPossible(ORDERS)).isTrue();
        assertThat(Backfill.isPossible(EVENTS)).isFalse();
    }

    @Test
    void readingFromTheStartAsksForAllOrdersAgain() throws Exception {
        ordersRead(1, true, order(1, NOON), order(2, NOON));
        replies(events(1), events(2));
        eventsRead(1);

        assertThat(new ChangedRecords(lake, "shop", "north", ORDERS).unasked(ListingState.START))
                .isEqualTo(2);
    }
}
