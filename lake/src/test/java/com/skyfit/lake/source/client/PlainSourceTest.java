package com.skyfit.lake.source.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source that reports no limits, has no cursors, and no refusals in the catalog: the rules of HTTP are enough. */
class PlainSourceTest {

    private static final Entity ORDERS =
            ScriptedSource.orders(new Paging.Numbered("per_page", 1, "page", "next_page"), new Incremental.Snapshot());

    private final ScriptedSource source;
    private final PageBuffer lines = new PageBuffer();
    private final List<Duration> waits = new ArrayList<>();

    PlainSourceTest() throws IOException {
        source = new ScriptedSource();
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        lines.close();
    }

    private ListingWalk walk(Entity entity, ListingState before) {
        SourceClient client = SourceClient.of(
                source.plainAccount(entity),
                ScriptedSource.IMPATIENT,
                5,
                InstantSource.system(),
                new ExtractionListener() {
                    @Override
                    public void waiting(Account account, String name, Instant until, String reason) {
                        waits.add(Duration.between(Instant.now(), until));
                    }
                });
        return ListingWalk.from(client, entity, entity.listings().get(0), before);
    }

    private void read(Entity entity, ListingState before) throws Exception {
        ListingWalk walk = walk(entity, before);
        while (!walk.isDone()) {
            walk.next(lines);
        }
    }

    @Test
    void isReadToItsLastPage() throws Exception {
        source.then("{\"data\":[{\"id\":1}],\"next_page\":2}")
                .then("{\"data\":[{\"id\":2}],\"next_page\":3}")
                .then("{\"data\":[],\"next_page\":null}");

        read(ORDERS, ListingState.START);

        assertThat(source.asked())
                .containsExactly("/orders?per_page=1&page=1", "/orders?per_page=1&page=2", "/orders?per_page=1&page=3");
        assertThat(waits).isEmpty();
    }

    @Test
    void headersThatTheCatalogDoesNotNameHoldNothingBack() throws Exception {
        source.then(
                        200,
                        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "3600"),
                        "{\"data\":[{\"id\":1}],\"next_page\":2}")
                .then("{\"data\":[],\"next_page\":null}");

        read(ORDERS, ListingState.START);

        assertThat(waits).isEmpty();
    }

    @Test
    void itsRetryAfterIsObeyed() throws Exception {
        source.then(429, Map.of("retry-after", "1"), "slow down").then("{\"data\":[],\"next_page\":null}");

        read(ORDERS, ListingState.START);

        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void itsErrorsMeanWhatTheirStatusSays() {
        source.then(403, Map.of(), "<html>Access denied</html>")
                .then(400, Map.of(), "{\"errors\":[{\"code\":\"StartTimeTooRecent\"}]}");

        assertThatThrownBy(() -> read(ORDERS, ListingState.START))
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageContaining("may not read this");
        assertThatThrownBy(() -> read(ORDERS, ListingState.START)).isInstanceOf(SourceException.Refused.class);
        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void aPageByTimeThatEndsWhereItBeganStopsTheWalkUnlessPagesGrow() {
        Entity byTime = ScriptedSource.orders(
                new Paging.Time("per_page", 1, "start", "end_time", "ended", false),
                new Incremental.FromTime(Duration.ZERO, Duration.ZERO));
        String stands = "{\"data\":[{\"id\":1},{\"id\":2}],\"end_time\":5,\"ended\":false}";
        source.then(stands).then(stands);

        assertThatThrownBy(() -> read(byTime, ListingState.START))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("already read");
        assertThat(source.asked()).hasSize(2);
    }
}
