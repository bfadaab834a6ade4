package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.Sessions;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.Encryption;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Gold is a function of the set of committed parts: the order in which they come, splits, repeats and crashes leave no trace. */
final class OrderTest {

    private static final Catalog CATALOG = CatalogReader.shipped();

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private int crashes;
    private long repeated;

    @Test
    void anyOrderOfTheSamePartsEndsInTheSameDigest() throws Exception {
        long seed = Proof.seed("OrderTest");
        int tries = Proof.tries(32, 500);
        DatabaseAddress direct = database.get().address();
        int parts = 0;
        try (CuttingProxy proxy = new CuttingProxy(direct.port());
                Warehouse cut = Warehouse.open(new DatabaseAddress(
                        direct.host(),
                        proxy.port(),
                        direct.database(),
                        direct.user(),
                        direct.password(),
                        Encryption.NONE))) {
            for (int attempt = 0; attempt < tries; attempt++) {
                Random random = new Random(seed + attempt);
                History history = History.random(random);
                parts += history.commits().size();
                List<Digest> atOnce = inOrder(history, folder.resolve("a" + attempt));
                List<Digest> anyhow = anyhow(history, folder.resolve("b" + attempt), random, cut, proxy);
                assertThat(anyhow)
                        .as("seed %d, try %d: %s", seed, attempt, history)
                        .isEqualTo(atOnce);
            }
        }
        assertThat(repeated).as("lines that no row was made for").isPositive();
        Proof.publish("orders", """
                %d random histories (%d parts, %d of their lines repeated payloads and became no rows) were loaded and transformed in shuffled order, in random splits, with repeats, with parts
                loaded again, with the transform after the load or beside it, and with the connection cut between two statements %d times: each ended in the digest of the same parts loaded in order, at once. Seed %d.""".formatted(tries, parts, repeated, crashes, seed));
    }

    private List<Digest> inOrder(History history, Path lake) throws Exception {
        reset(history);
        Steps steps = new Steps(history, lake, database.get());
        for (History.Commit commit : history.commits()) {
            steps.commit(commit);
        }
        steps.loadAndTransform();
        return digest(history);
    }

    private List<Digest> anyhow(History history, Path lake, Random random, Warehouse cut, CuttingProxy proxy)
            throws Exception {
        reset(history);
        Steps steps = new Steps(history, lake, cut);
        List<History.Commit> shuffled = new ArrayList<>(history.commits());
        Collections.shuffle(shuffled, random);
        while (!shuffled.isEmpty()) {
            for (int some = random.nextInt(shuffled.size()); some >= 0; some--) {
                steps.commit(shuffled.remove(0));
            }
            for (int repeat = random.nextInt(3); repeat >= 0; repeat--) {
                if (random.nextBoolean()) {
                    proxy.cutAt(1 + random.nextInt(40), random.nextBoolean());
                }
                SQLException failure = null;
                try {
                    switch (random.nextInt(5)) {
                        case 0 -> steps.transform(Arrivals.over());
                        case 1, 2 -> steps.loadAndTransform();
                        case 3 -> steps.loadAgain(random);
                        default -> steps.transformWhileLoading();
                    }
                } catch (SQLException e) {
                    failure = e;
                }
                boolean wasCut = proxy.stop();
                if (failure != null && !wasCut && !isLostConnection(failure)) {
                    throw failure;
                }
                crashes += wasCut ? 1 : 0;
                awaitQuiet();
            }
        }
        Steps last = new Steps(history, lake, database.get());
        last.loadAndTransform();
        repeated += Long.parseLong(
                database.rows("select coalesce(sum(lines), 0) from ops.repeat").get(0));
        return digest(history);
    }

    /** A backend that still got its statement finishes it though its client has gone; a new run of the program would not start that soon. */
    private void awaitQuiet() throws SQLException {
        while (!database.rows("""
                        select from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' limit 1""").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** The pool may hand out a connection that went down with an earlier cut. */
    private static boolean isLostConnection(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }

    private List<Digest> digest(History history) throws Exception {
        assertHistoryEndsInGold(history);
        return Digest.of(
                database.get(), CATALOG, entity -> entity.name().equals(history.entity()) && isOf(history, entity));
    }

    /** What is current in the history is what gold shows, and no two rows of a record hold at one time. */
    private void assertHistoryEndsInGold(History history) throws Exception {
        for (Table table :
                CATALOG.source(history.source()).entity(history.entity()).tables()) {
            var past = table.history();
            if (past != null) {
                String columns = Sql.names(Stream.of(table.key(), List.of("scope"), past.columns())
                        .flatMap(List::stream)
                        .toList());
                String current = "select " + columns + " from core." + table.name() + "_history where is_current";
                String shown = "select " + columns + " from core." + table.name() + " where not is_deleted";
                assertThat(database.rows("(" + current + " except " + shown + ") union all (" + shown + " except "
                                + current + ")"))
                        .as("of history and gold, in only one: %s", history)
                        .isEmpty();
                assertThat(database.rows("select * from (select valid_from, lag(valid_to) over (partition by scope, "
                                + Sql.names(table.key())
                                + " order by valid_from) as before, valid_to from core." + table.name()
                                + "_history) h where valid_from < before or valid_from >= valid_to"))
                        .as("rows that overlap: %s", history)
                        .isEmpty();
            }
        }
    }

    private static boolean isOf(History history, Entity entity) {
        return CATALOG.source(history.source()).entities().contains(entity);
    }

    /** Empties the tables; a backend whose client was cut off may still be active, and its locks make this wait for its end. */
    private void reset(History history) throws Exception {
        Source source = CATALOG.source(history.source());
        Entity entity = source.entity(history.entity());
        new Transform(database.get()).prepare(source, entity);
        String tables = Stream.concat(
                        Stream.of(
                                "ops.manifest",
                                "ops.file",
                                "ops.quarantine",
                                "ops.drift",
                                "ops.absence",
                                SilverTable.of(source, entity).sql()),
                        Stream.concat(
                                entity.tables().stream().map(Table::name).map(name -> Sql.name("core", name)),
                                entity.tables().stream()
                                        .filter(table -> table.history() != null)
                                        .map(table -> Sql.name(source.stagingSchema(), table.name() + "_versions"))))
                .collect(Collectors.joining(", "));
        try (Connection connection = database.get().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate " + tables + " cascade");
        }
    }

    private record Steps(History history, LocalLake lake, Warehouse warehouse, Source source, Entity entity) {

        Steps(History history, Path folder, Warehouse warehouse) {
            this(
                    history,
                    new LocalLake(folder),
                    warehouse,
                    CATALOG.source(history.source()),
                    CATALOG.source(history.source()).entity(history.entity()));
        }

        void commit(History.Commit commit) throws Exception {
            new BronzeFixture(lake)
                    .commit(
                            history.source(),
                            commit.scope(),
                            history.entity(),
                            commit.runId(),
                            commit.sequence(),
                            commit.complete(),
                            commit.lines());
        }

        void loadAndTransform() throws Exception {
            load(Arrivals.over());
            transform(Arrivals.over());
        }

        /** Either may fail of the cut, or both. */
        void transformWhileLoading() throws Exception {
            Arrivals arrivals = new Arrivals(1, new Sessions(1));
            FutureTask<Void> transform = new FutureTask<>(() -> {
                transform(arrivals);
                return null;
            });
            new Thread(transform, "transform").start();
            try {
                load(arrivals);
            } finally {
                arrivals.ended();
                awaitEnd(transform);
            }
        }

        private static void awaitEnd(FutureTask<Void> transform) throws SQLException, InterruptedException {
            try {
                transform.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        /** As {@code load --force} does, but for parts that the chance names. */
        void loadAgain(Random random) throws Exception {
            PartLoader loader = new PartLoader(warehouse, lake);
            for (String scope : source.defaultScopes()) {
                for (LedgerPart part : new Ledger(warehouse).all(new Subject(source.name(), scope, entity.name()))) {
                    if (part.loaded() && random.nextBoolean()) {
                        loader.load(SilverTable.of(source, entity), part);
                    }
                }
            }
        }

        private void load(Arrivals arrivals) throws Exception {
            Ledger ledger = new Ledger(warehouse);
            ledger.register(lake, source.name());
            PartLoader loadFile = new PartLoader(warehouse, lake);
            for (String scope : source.defaultScopes()) {
                for (LedgerPart file : ledger.pending(new Subject(source.name(), scope, entity.name()))) {
                    Sessions.Turn turn = arrivals.turn();
                    try (turn) {
                        loadFile.load(SilverTable.of(source, entity), file);
                        arrivals.arrived();
                    }
                }
            }
        }

        void transform(Arrivals arrivals) throws Exception {
            new Transform(warehouse).run(source, entity, scope -> false, arrivals);
        }
    }
}
