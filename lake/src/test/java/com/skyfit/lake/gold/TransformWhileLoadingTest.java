package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Sessions;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Gold during a load in progress (ADR-065). */
@Timeout(60)
final class TransformWhileLoadingTest {

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private final Arrivals arrivals = new Arrivals(1, new Sessions(1));
    private final CompletableFuture<Transformed> done = new CompletableFuture<>();
    private final Thread transform = new Thread(this::transform, "transform");
    private LakeUnderTest deals;

    @BeforeEach
    void laysDownTheTables() throws Exception {
        deals = new LakeUnderTest(
                folder, database.get(), CatalogReader.shipped().source("pipedrive"), "deals");
    }

    @Test
    void fillsAnEmptyTableWithWhatIsThereAndShowsItWhenAllIs() throws Exception {
        transform.start();
        load("20260101T060000Z", deal(1, "old"));

        await(() ->
                database.rows("select pg_relation_size('core.pd_deals') > 0").equals(List.of("t")));
        assertThat(titles()).isEmpty();

        load("20260102T060000Z", deal(1, "new"), deal(2, "other"));
        arrivals.ended();

        assertThat(done.get()).isEqualTo(new Transformed(3, 2, 1, 0, 0, 0));
        assertThat(titles()).containsExactly("1|new", "2|other");
    }

    @Test
    void comparesWithATableThatHasRowsOnceAllIsThere() throws Exception {
        deals.bronze("comercial", "20251231T060000Z", deal(1, "first")).run();
        transform.start();
        load("20260101T060000Z", deal(1, "second"));

        await(() -> Stream.of(transform.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("awaitLast")));

        load("20260102T060000Z", deal(1, "third"));
        arrivals.ended();

        assertThat(done.get()).isEqualTo(new Transformed(2, 0, 1, 0, 0, 0));
        assertThat(titles()).containsExactly("1|third");
    }

    @Test
    void leavesGoldAsItWasWhenInterruptedWhileItWaits() throws Exception {
        transform.start();
        load("20260101T060000Z", deal(1, "part"));
        await(() ->
                database.rows("select pg_relation_size('core.pd_deals') > 0").equals(List.of("t")));

        transform.interrupt();

        assertThat(done)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(titles()).isEmpty();
        assertThat(deals.run().inserted()).isEqualTo(1);
    }

    @Test
    void waitsForPartsLongerThanTheServerLetsOthersWaitInATransaction() throws Exception {
        database.execute("alter database %s set idle_in_transaction_session_timeout = '1s'"
                .formatted(database.get().address().database()));
        try (Warehouse limited = Warehouse.open(database.get().address())) {
            deals = new LakeUnderTest(folder, limited, CatalogReader.shipped().source("pipedrive"), "deals");
            transform.start();

            await(() -> database.rows("""
                            select from pg_stat_activity where datname = current_database()
                            and state = 'idle in transaction' and state_change < clock_timestamp() - interval '2 s'""").size() == 1);
            load("20260101T060000Z", deal(1, "late"));
            arrivals.ended();

            assertThat(done.get().inserted()).isEqualTo(1);
        }
    }

    private void transform() {
        try {
            done.complete(deals.transform(arrivals));
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }

    private void load(String run, String... lines) throws Exception {
        deals.bronze("comercial", run, lines).load();
        arrivals.arrived();
    }

    /** Waits for an event, until the time-out of the test interrupts it. */
    private void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("it did not come to pass");
            }
            Thread.onSpinWait();
        }
    }

    private List<String> titles() throws Exception {
        return database.rows("select deal_id, title from core.pd_deals order by 1");
    }

    private static String deal(int id, String title) {
        return "{\"id\":%d,\"title\":\"%s\",\"status\":\"open\",\"update_time\":\"2026-01-01T05:00:00Z\"}"
                .formatted(id, title);
    }
}
