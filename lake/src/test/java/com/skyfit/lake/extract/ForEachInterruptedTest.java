package com.skyfit.lake.extract;

import static com.skyfit.lake.extract.EventsOfOrders.EVENING;
import static com.skyfit.lake.extract.EventsOfOrders.EVENTS;
import static com.skyfit.lake.extract.EventsOfOrders.NOON;
import static com.skyfit.lake.extract.EventsOfOrders.ORDERS;
import static com.skyfit.lake.extract.EventsOfOrders.events;
import static com.skyfit.lake.extract.EventsOfOrders.gone;
import static com.skyfit.lake.extract.EventsOfOrders.order;
import static com.skyfit.lake.extract.EventsOfOrders.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A round of lists, one for each order, whose pages are many, or that a budget, a failure or a kill cuts short: the next run completes it. */
class ForEachInterruptedTest {

    @TempDir
    private Path folder;

    private EventsOfOrders shop;

    @BeforeEach
    void openShop() throws IOException {
        shop = new EventsOfOrders(folder);
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    @Test
    void anEventlessOrderAndOneWithManyPagesAreReadToTheirEnds() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON));
        shop.replies(
                "{\"data\":null,\"more\":false}",
                page(",\"next_start\":2", 1, 2),
                page(",\"next_start\":4", 3, 4),
                events(5));

        assertThat(shop.eventsRead(1).records()).isEqualTo(5);
        assertThat(shop.asked()).containsExactly("1", "2", "2&start=2", "2&start=4");
    }

    @Test
    void anExhaustedBudgetLosesNothingThatWasReadAndTheNextRunResumesWithTheSamePage() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        shop.replies(events(1), page(",\"next_start\":2", 2, 3));
        shop.source()
                .then(
                        429,
                        Map.of("x-daily-ratelimit-token-limit", "100", "x-daily-ratelimit-token-remaining", "0"),
                        "{}");
        assertThatThrownBy(() -> shop.eventsRead(1)).isInstanceOf(SourceException.BudgetSpent.class);
        shop.asked();
        assertThat(shop.newest().records()).isEqualTo(3);
        assertThat(shop.unasked()).isEqualTo(2);

        // Meanwhile the first one changes again: its list is requested in a separate round.
        shop.ordersRead(2, false, order(1, EVENING));
        assertThat(shop.unasked()).isEqualTo(3);
        shop.replies(events(4), events(5), events(6));
        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("2&start=2", "3", "1");
        assertThat(shop.newest().complete()).isTrue();
        assertThat(shop.unasked()).isZero();
    }

    @Test
    void anOrderThatIsDeletedWhileARoundIsUnfinishedIsAskedForNoMore() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        shop.replies(events(1));
        shop.source().then(403, Map.of(), "{}");
        assertThatThrownBy(() -> shop.eventsRead(1)).isInstanceOf(SourceException.Refused.class);
        shop.asked();

        shop.ordersRead(2, false, gone(2, EVENING));
        shop.replies(events(3));
        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("3");
    }

    @Test
    void aKillCostsWhatWasReadSinceTheLast250Requests() throws Exception {
        shop.ordersRead(
                1,
                true,
                IntStream.rangeClosed(1, 300).mapToObj(id -> order(id, NOON)).toArray(String[]::new));
        IntStream.rangeClosed(1, 260).forEach(id -> shop.replies(events(id)));
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
        assertThatThrownBy(() -> shop.eventsRead(1, killer)).hasMessage("killed");
        shop.asked();

        IntStream.rangeClosed(251, 300).forEach(id -> shop.replies(events(id)));
        shop.eventsRead(2);

        List<String> rest = new ArrayList<>();
        IntStream.rangeClosed(251, 300).forEach(id -> rest.add(String.valueOf(id)));
        assertThat(shop.asked()).isEqualTo(rest);
    }

    @Test
    void anOrderThatIsGoneByNowIsNoFailure() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, NOON));
        shop.source().then(404, Map.of(), "{}").then(page(",\"next_start\":2", 1, 2));
        shop.source().then(404, Map.of(), "{}").then(404, Map.of(), "{}").then(events(3));

        assertThat(shop.eventsRead(1).records()).isEqualTo(3);
        assertThat(shop.newest().complete()).isTrue();
        assertThat(shop.unasked()).isZero();
    }

    @Test
    void aPathThatNoOrderHasFailsSoonAndLeavesAllToBeAskedFor() throws Exception {
        shop.ordersRead(
                1,
                true,
                IntStream.rangeClosed(1, 30).mapToObj(id -> order(id, NOON)).toArray(String[]::new));
        IntStream.rangeClosed(1, 30).forEach(id -> shop.source().then(404, Map.of(), "{}"));

        assertThatThrownBy(() -> shop.eventsRead(1)).isInstanceOf(SourceException.Refused.class);

        assertThat(shop.asked()).hasSize(21);
        assertThat(shop.unasked()).isEqualTo(30);
    }

    @Test
    void thereIsNoRangeToReadAgain() {
        assertThat(Backfill.isPossible(ORDERS)).isTrue();
        assertThat(Backfill.isPossible(EVENTS)).isFalse();
    }
}
