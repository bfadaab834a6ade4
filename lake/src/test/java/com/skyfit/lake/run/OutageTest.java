package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.LoadedPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Source zendesk = CatalogReader.shipped().source("zendesk");
    private final SilverTable table = SilverTable.of(zendesk, zendesk.entity("groups"));

    private void endAllSessions() {
        try (Connection connection = DriverManager.getConnection(
                        database.get().address().jdbcUrl(),
                        database.get().address().user(),
                        database.get().address().password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPartWhoseSessionsEndDuringItsCopyIsLoadedOnceAndTheLockIsHeldAgain() throws Exception {
        try (Connection connection = database.get().connect()) {
            table.create(connection);
        }
        LocalLake lake = new LocalLake(folder);
        new BronzeFixture(lake)
                .commit(
                        "zendesk",
                        "support",
                        "groups",
                        "20261123T000000Z",
                        true,
                        Collections.nCopies(5_000, "{\"id\":1,\"name\":\"Recepção\"}"));
        Ledger ledger = new Ledger(database.get());
        ledger.register(lake, "zendesk");
        LedgerPart file =
                ledger.pending(new Subject("zendesk", "support", "groups")).get(0);
        DisturbedLake fatal = new DisturbedLake(lake, this::endAllSessions);

        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            LoadedPart loaded = new Outage(lock, Outage.LIMIT)
                    .outlast(() -> new PartLoader(database.get(), fatal.storage()).load(table, file));

            assertThat(loaded).isEqualTo(new LoadedPart(5_000, 0, 0));
            assertThat(fatal.opened()).isEqualTo(2);
            assertThat(database.rows("select count(*) from stg_zendesk.groups")).containsExactly("5000");
            assertThat(database.rows("select state, loaded_lines from ops.file"))
                    .containsExactly("loaded|5000");
            assertThat(database.get().tryLock()).isEmpty();
        }
        assertThat(database.rows("select count(*) from pg_locks where locktype = 'advisory'"
                        + " and database = (select oid from pg_database where datname = current_database())"))
                .containsExactly("0");
    }

    @Test
    void aDatabaseThatStaysAwayIsAFailureThatSaysSoAndTheNextPieceOfWorkDoesNotWaitAgain() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            Outage outage = new Outage(lock, Duration.ofMillis(20));
            AtomicInteger attempts = new AtomicInteger();

            for (int work = 0; work < 2; work++) {
                attempts.set(0);
                assertThatThrownBy(() -> outage.outlast(() -> {
                            attempts.incrementAndGet();
                            throw new SQLException("terminating connection", "57P01");
                        }))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("was unavailable for longer than")
                        .hasMessageContaining("the next run resumes from there");
            }
            assertThat(attempts.get()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoOutageIsNotTriedAgain() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            AtomicInteger attempts = new AtomicInteger();

            assertThatThrownBy(() -> new Outage(lock, Outage.LIMIT).outlast(() -> {
                        attempts.incrementAndGet();
                        throw new SQLException("no such column", "42703");
                    }))
                    .hasMessage("no such column");
            assertThat(attempts.get()).isEqualTo(1);
        }
    }

    @Test
    void whereAnotherRunTookOverMeanwhileThisOneEnds() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            Outage outage = new Outage(lock, Outage.LIMIT);
            WriterLock[] other = new WriterLock[1];

            assertThatThrownBy(() -> outage.outlast(() -> {
                        endAllSessions();
                        other[0] = tryLockAfterOutage();
                        throw new SQLException("terminating connection", "57P01");
                    }))
                    .hasMessageContaining("took over");
            other[0].close();
        }
    }

    /** The pool may first hand out sessions that have ended. */
    private WriterLock tryLockAfterOutage() throws Exception {
        while (true) {
            try {
                return database.get().tryLock().orElseThrow();
            } catch (SQLException e) {
                assertThat(e.getSQLState()).matches("(08|57P).*");
            }
        }
    }
}
