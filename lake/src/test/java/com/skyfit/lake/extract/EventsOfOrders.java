package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.TestCatalogs;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.client.ScriptedClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A shop whose orders are in bronze, and the runs that read the events of each order. */
final class EventsOfOrders implements AutoCloseable {

    private static final Source SHOP = TestCatalogs.shop().source("shop");

    static final Entity ORDERS = SHOP.entity("orders");
    static final Entity EVENTS = SHOP.entity("events");
    static final String NOON = "2026-01-01T12:00:00Z";
    static final String EVENING = "2026-01-01T18:00:00Z";

    private final ScriptedSource source = new ScriptedSource();
    private final LakeStorage lake;
    private final BronzeFixture bronze;
    private int told;

    EventsOfOrders(Path folder) throws IOException {
        lake = new LocalLake(folder);
        bronze = new BronzeFixture(lake);
    }

    /** The shop's answers, in the order of its requests. */
    ScriptedSource source() {
        return source;
    }

    LakeStorage lake() {
        return lake;
    }

    @Override
    public void close() {
        source.close();
    }

    /** What a run of a day in January reads of the orders. */
    void ordersRead(int day, boolean all, String... orders) throws IOException {
        bronze.commit("shop", "north", "orders", run(day).text(), all, List.of(orders));
    }

    static RunId run(int day) {
        return new RunId("202601%02dT060000Z".formatted(day));
    }

    static String order(long id, String changedAt) {
        return "{\"lines\":[{\"id\":-1}],\"id\":" + id + ",\"changed_at\":\"" + changedAt + "\",\"state\":\"paid\"}";
    }

    static String gone(long id, String changedAt) {
        return order(id, changedAt).replace("paid", "gone");
    }

    static String events(long... ids) {
        return page("", ids);
    }

    static String page(String next, long... ids) {
        StringBuilder data = new StringBuilder();
        for (long id : ids) {
            data.append(data.isEmpty() ? "" : ",")
                    .append("{\"at\":\"2026-01-01T00:00:00Z\",\"data\":{\"id\":" + id + "}}");
        }
        return "{\"data\":[" + data + "],\"more\":" + !next.isEmpty() + next + "}";
    }

    Extracted eventsRead(int day, ExtractionListener listener) throws Exception {
        return new Extraction(
                        lake,
                        ScriptedClient.of(source, ORDERS, EVENTS),
                        EVENTS,
                        new RunContext(run(day), "test", InstantSource.fixed(Instant.parse("2026-02-01T00:00:00Z"))),
                        listener)
                .run();
    }

    Extracted eventsRead(int day) throws Exception {
        return eventsRead(day, ExtractionListener.NONE);
    }

    /** The orders whose events were requested, and the position; each call clears the list. */
    List<String> asked() {
        List<String> all = source.asked();
        List<String> fresh = all.subList(told, all.size()).stream()
                .map(request -> request.replace("/orders/", "").replace("/events?limit=2", ""))
                .toList();
        told = all.size();
        return fresh;
    }

    Manifest newest() throws IOException {
        return new Manifests(lake)
                .newest(new Subject("shop", "north", "events"))
                .orElseThrow();
    }

    long unasked() throws IOException {
        ListingState state = new Manifests(lake)
                .newest(new Subject("shop", "north", "events"))
                .map(Standing::after)
                .orElse(Standing.START)
                .listing("flow");
        return new ChangedRecords(lake, "shop", "north", ORDERS).unasked(state);
    }

    void replies(String... bodies) {
        for (String body : bodies) {
            source.then(body);
        }
    }
}
