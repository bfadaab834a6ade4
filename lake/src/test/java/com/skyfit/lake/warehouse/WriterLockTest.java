package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WriterLockTest {

    /** What a killed session of the lock's holder shows. */
    private static final String KILL_HOLDER = """
            select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
                and database = (select oid from pg_database where datname = current_database())""";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    /** The tables that answer only to their writer. */
    private List<String> tables() throws SQLException {
        return database.rows("""
                select c.relname from pg_class c
                where c.relnamespace = 'ops'::regnamespace and c.relkind in ('r', 'p')
                    and c.relname not in ('writer', 'schema_history') order by 1""");
    }

    @Test
    void noTableOfOpsTakesAnythingFromARunThatAnotherHasTakenOverFrom() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow();
                Connection connection = database.get().connect()) {
            for (String table : tables()) {
                Query.execute(connection, "delete from ops." + Sql.name(table));
            }
            try (Warehouse other = Warehouse.open(database.get().address());
                    Connection session = other.connect()) {
                Query.execute(session, "update ops.writer set epoch = epoch + 1, run_id = '20260107T060000Z'");
            }
            for (String table : tables()) {
                for (String write : List.of("delete from ops.%s", "truncate ops.%s cascade")) {
                    assertThatThrownBy(() -> Query.execute(connection, write.formatted(Sql.name(table))))
                            .as(write, table)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("Run 20260107T060000Z on ")
                            .hasMessageContaining("took over at");
                }
            }
            assertThatThrownBy(lock::beat)
                    .hasMessageContaining("Run 20260107T060000Z")
                    .hasMessageContaining("took over");
            assertThat(lock.loss()).hasValueSatisfying(loss -> assertThat(loss).contains("20260107T060000Z"));
        }
    }

    @Test
    void aTransactionThatHasWrittenKeepsOthersFromTakingOverUntilItEnds() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow();
                Warehouse other = Warehouse.open(database.get().address());
                Connection session = other.connect();
                Connection connection = database.get().connect()) {
            connection.setAutoCommit(false);
            Query.execute(connection, "delete from ops.wait");
            Query.execute(session, "set lock_timeout = '50ms'");

            assertThatThrownBy(() -> Query.execute(session, "update ops.writer set epoch = epoch + 1"))
                    .hasMessageContaining("lock timeout");
            lock.beat();

            connection.commit();
            Query.execute(session, "update ops.writer set epoch = epoch + 1");
        }
    }

    @Test
    void aHolderWhoseSessionWasEndedTakesTheLockAgainAtItsNextBeat() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow()) {
            database.execute(KILL_HOLDER);

            lock.beat();

            try (Warehouse other = Warehouse.open(database.get().address())) {
                assertThat(other.tryLock()).isEmpty();
            }
        }
    }

    @Test
    void whoTakesOverEndsTheSessionsOfTheOneBefore() throws Exception {
        try (WriterLock lock = database.get().tryLock().orElseThrow();
                Warehouse other = Warehouse.open(database.get().address());
                Connection late = database.get().connect()) {
            late.setAutoCommit(false);
            Query.execute(late, "delete from ops.wait");
            try (Connection killer = other.connect()) {
                Query.execute(killer, KILL_HOLDER);
            }

            try (WriterLock next = other.tryLock().orElseThrow()) {
                next.enter("20260107T060000Z");

                assertThatThrownBy(() -> Query.execute(late, "delete from ops.wait"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(Warehouse.isGone(e)).isTrue());
                assertThatThrownBy(lock::holdAgain).hasMessageContaining("Run 20260107T060000Z");
            }
            assertThatThrownBy(lock::beat).hasMessageContaining("Run 20260107T060000Z");
        }
    }

    @Test
    void aLockThatEndedLeavesNoSessionThatIsRefused() throws Exception {
        database.get().tryLock().orElseThrow().close();
        try (Warehouse other = Warehouse.open(database.get().address())) {
            other.tryLock().orElseThrow().close();
        }

        database.execute("delete from ops.wait");

        try (Connection connection = database.get().connect()) {
            assertThat(Writer.newest(connection)).isPresent();
            assertThat(Writer.atWork(connection)).isEmpty();
        }
    }
}
