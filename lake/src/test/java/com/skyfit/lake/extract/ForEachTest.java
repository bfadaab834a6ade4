package com.skyfit.lake.extract;

import static com.skyfit.lake.extract.EventsOfOrders.EVENING;
import static com.skyfit.lake.extract.EventsOfOrders.NOON;
import static com.skyfit.lake.extract.EventsOfOrders.ORDERS;
import static com.skyfit.lake.extract.EventsOfOrders.events;
import static com.skyfit.lake.extract.EventsOfOrders.gone;
import static com.skyfit.lake.extract.EventsOfOrders.order;
import static com.skyfit.lake.extract.EventsOfOrders.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of events for each order: asked for all orders once, then for those that changed. Nothing is asked for twice, and none is left out. */
class ForEachTest {

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
    void theFirstRunAsksForTheEventsOfEachOrderThatLivesInTheOrderOfKeys() throws Exception {
        shop.ordersRead(1, true, order(30, NOON), order(4, NOON), gone(5, NOON));
        shop.ordersRead(2, false, order(1_000_000_000_000L, EVENING), "no json", "{\"name\":\"no key\"}");
        shop.replies(events(1), events(2), events(3, 4));
        assertThat(shop.unasked()).isEqualTo(3);

        Extracted extracted = shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("4", "30", "1000000000000");
        assertThat(extracted.records()).isEqualTo(4);
        assertThat(shop.newest().complete()).isTrue();
        assertThat(shop.newest().requests()).extracting(Manifest.Request::path).containsExactly("/orders/{key}/events");
        assertThat(shop.unasked()).isZero();
    }

    @Test
    void beforeThereAreOrdersNothingIsAsked() throws Exception {
        assertThat(shop.eventsRead(1).records()).isZero();

        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void ordersOfWhichNoneChangedAreLookedThroughOnce() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, EVENING));
        shop.replies(events(1), events(2));
        shop.eventsRead(1);
        shop.ordersRead(2, false, order(1, NOON), gone(2, EVENING));

        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("1", "2");
        assertThat(shop.newest().stateAfter().get("flow"))
                .extracting(ListingState::cursor)
                .isEqualTo(BronzePaths.manifest(new Subject("shop", "north", "orders"), run(2), 1));
    }

    @Test
    void laterRunsAskForOrdersThatAreNewOrChanged() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, "2026-01-01T12:30:00Z"));
        shop.replies(events(1), events(2), events(3));
        shop.eventsRead(1);
        shop.asked();

        shop.eventsRead(2);
        assertThat(shop.asked()).isEmpty();

        // Order 1 comes again as it was, order 3 was changed so shortly before the last run that its events may have
        // been incomplete.
        shop.ordersRead(3, false, order(1, NOON), order(2, EVENING), order(3, "2026-01-01T12:30:00Z"), order(7, NOON));
        shop.replies(events(4), events(5), events(6));
        shop.eventsRead(3);

        assertThat(shop.asked()).containsExactly("2", "3", "7");
    }

    @Test
    void aSweepAsksForThoseOnlyThatNoRunHasShownBefore() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON), order(3, EVENING));
        shop.replies(events(1), events(2), events(3));
        shop.eventsRead(1);
        shop.ordersRead(2, false, order(2, "2026-01-02T12:00:00Z"));
        shop.replies(events(4));
        shop.eventsRead(2);
        shop.asked();

        shop.ordersRead(3, true, order(1, NOON), order(2, "2026-01-02T12:00:00Z"), order(3, EVENING), order(4, NOON));
        shop.replies(events(5), events(6));
        shop.eventsRead(3);

        assertThat(shop.asked()).containsExactly("2", "4");
    }

    @Test
    void anOrderThatComesBackIsRequestedEvenIfItHasItsOldTime() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), gone(2, NOON), order(3, EVENING));
        shop.replies(events(1), events(2));
        shop.eventsRead(1);
        shop.ordersRead(2, false, order(1, NOON), order(2, NOON));
        shop.asked();

        shop.replies(events(3));
        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("2");
    }

    @Test
    void anOrderWithoutATimeIsTreatedAsChanged() throws Exception {
        shop.ordersRead(1, true, "{\"id\":1}", order(2, NOON), order(3, EVENING));
        shop.replies(events(1), events(2), events(3));
        shop.eventsRead(1);
        shop.asked();

        shop.ordersRead(2, false, "{\"id\":1}", order(2, NOON));
        shop.replies(events(4));
        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("1");
    }

    @Test
    void anOrderFromTheFutureMakesNoOtherLookOld() throws Exception {
        String justBeforeTheCommit = "2026-11-22T23:55:00Z";
        shop.ordersRead(1, true, order(1, "2999-01-01T00:00:00Z"), order(2, justBeforeTheCommit), order(3, NOON));
        shop.replies(events(1), events(2), events(3));
        shop.eventsRead(1);
        shop.asked();

        shop.ordersRead(2, false, order(2, justBeforeTheCommit), order(3, NOON));
        shop.replies(events(4));
        shop.eventsRead(2);

        assertThat(shop.asked()).containsExactly("2");
    }

    @Test
    void readingFromTheStartAsksForAllOrdersAgain() throws Exception {
        shop.ordersRead(1, true, order(1, NOON), order(2, NOON));
        shop.replies(events(1), events(2));
        shop.eventsRead(1);

        assertThat(new ChangedRecords(shop.lake(), "shop", "north", ORDERS).unasked(ListingState.START))
                .isEqualTo(2);
    }
}
