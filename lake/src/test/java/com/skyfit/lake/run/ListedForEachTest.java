package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An entity that is listed for each record of another is read behind it, wherever the catalog names it. */
class ListedForEachTest {

    /** Without any time, so that runs a moment apart read the same and nothing is too old. */
    private static final Catalog SHOP = CatalogReader.read(List.of(new CatalogFile("shop.yaml", """
            source: shop
            description: A shop whose orders have events.
            scopes: {setting: SHOP_SCOPES, default: [north]}
            base_url: https://shop.example
            base_url_setting: SHOP_URL
            auth: [{header: x-key, secret: SHOP_KEY}]
            entities:
              events:
                description: What happened to orders.
                api_generation: v1
                key: id
                listings:
                  flow:
                    path: /orders/{key}/events
                    records: data
                    paging: {kind: single}
                    incremental: {kind: for_each, entity: orders}
                tables:
                  shop_events:
                    description: One row for each event.
                    key: [event_id]
                    columns:
                      event_id: {type: bigint, from: id, description: Id of the event.}
              orders:
                description: What customers bought.
                api_generation: v1
                key: id
                listings:
                  all:
                    path: /orders
                    records: data
                    paging: {kind: single}
                tables:
                  shop_orders:
                    description: One row for each order.
                    key: [order_id]
                    columns:
                      order_id: {type: bigint, from: id, description: Id of the order.}
            """)));

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final ScriptedSource source;

    ListedForEachTest() throws IOException {
        source = new ScriptedSource();
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private ExitCode run(@Nullable String entity) throws Exception {
        Selection selection = new Selection("shop", null, entity);
        Map<String, String> settings = Map.of("SHOP_URL", source.url(), "SHOP_KEY", "canary-secret");
        return Runs.run(settings, SHOP, home, database.get(), selection).exitCode();
    }

    @Test
    void oneRunReadsTheOtherFirst() throws Exception {
        source.then("{\"data\":[{\"id\":7}]}").then("{\"data\":[{\"id\":70},{\"id\":71}]}");

        assertThat(run(null)).isEqualTo(ExitCode.OK);

        assertThat(source.asked()).containsExactly("/orders", "/orders/7/events");
        assertThat(database.rows("select event_id from core.shop_events order by 1"))
                .containsExactly("70", "71");
    }

    @Test
    void readAloneItResumesWithTheKnownRecordsOfTheOther() throws Exception {
        assertThat(run("events")).isEqualTo(ExitCode.OK);
        source.then("{\"data\":[{\"id\":7}]}");
        assertThat(run("orders")).isEqualTo(ExitCode.OK);
        source.then("{\"data\":[{\"id\":70}]}");

        assertThat(run("events")).isEqualTo(ExitCode.OK);

        assertThat(source.asked()).containsExactly("/orders", "/orders/7/events");
    }

    @Test
    void whereTheOtherFailsTheNextRunAsksForWhatItBrings() throws Exception {
        source.then("{\"data\":[{\"id\":7}]}").then("{\"data\":[]}");
        assertThat(run(null)).isEqualTo(ExitCode.OK);
        source.then(403, Map.of(), "{}");

        assertThat(run(null)).isEqualTo(ExitCode.FAILED);
        source.then("{\"data\":[{\"id\":7}]}").then("{\"data\":[{\"id\":70}]}");
        assertThat(run(null)).isEqualTo(ExitCode.OK);

        assertThat(source.asked()).hasSize(5).last().isEqualTo("/orders/7/events");
    }
}
