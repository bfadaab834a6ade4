package com.skyfit.lake.warehouse;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to the lake and its database, held by one run at a time. It belongs to a session of the database and ends with it. A run
 * whose session ends does not notice at once: therefore each holder has its own epoch, which every session of
 * its warehouse carries, and the database rejects every write of a session with an earlier epoch (ADR-078). Safe for use by several
 * threads.
 */
public final class WriterLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterLock.class);

    /** Any number that no other program of the server uses. */
    private static final long KEY = 0x534B59464954L;

    /** The database's reply to a session of an earlier epoch. */
    private static final String TAKEN_OVER = "SKF01";

    /** A session that does not answer for so long is taken for dead. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    /** How long transactions of an earlier holder that this role may not end have to finish. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    /** The error of a server that will soon accept sessions. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** The server's error when a lock was not available in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Warehouse warehouse;
    private final long epoch;
    private Connection connection;
    private volatile @Nullable String loss;

    private WriterLock(Warehouse warehouse, Connection connection, long epoch) {
        this.warehouse = warehouse;
        this.connection = connection;
        this.epoch = epoch;
    }

    /** Takes the lock in that session, or nothing while another run holds it. */
    static Optional<WriterLock> take(Warehouse warehouse, Connection connection) throws SQLException {
        if (!taken(connection)) {
            return Optional.empty();
        }
        Optional<Long> epoch = nextEpoch(connection);
        if (epoch.isEmpty()) {
            release(connection);
            return Optional.empty();
        }
        warehouse.carry(epoch.get());
        bound(connection);
        return Optional.of(new WriterLock(warehouse, connection, epoch.get()));
    }

    private static boolean taken(Connection connection) throws SQLException {
        return Query.of(connection, "select pg_try_advisory_lock(:key) as got")
                .bind("key", KEY)
                .one(row -> row.flag("got"));
    }

    /** Whether any session of the database has the lock. */
    static boolean isHeld(Connection connection) throws SQLException {
        return Query.of(connection, """
                        select exists (select from pg_locks
                            where locktype = 'advisory' and objsubid = 1 and granted
                                and database = (select oid from pg_database where datname = current_database())
                                and (classid::bigint << 32 | objid::bigint) = :key) as held""").bind("key", KEY).one(row -> row.flag("held"));
    }

    private static void release(Connection connection) throws SQLException {
        Query.of(connection, "select pg_advisory_unlock(:key)").bind("key", KEY).update();
    }

    private static void bound(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER_LIMIT.toMillis());
    }

    /**
     * Ends remaining sessions of an earlier holder, waits for those it may not end, and takes the next epoch; empty if that holder is active
     * after all.
     */
    private static Optional<Long> nextEpoch(Connection connection) throws SQLException {
        Query.of(connection, """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and usename = current_user and application_name = :name
                            and pid <> pg_backend_pid()""").bind("name", Warehouse.WRITER).update();
        try {
            Query.of(connection, "select set_config('lock_timeout', :limit, false)")
                    .bind("limit", FAREWELL.toMillis() + "ms")
                    .update();
            return Query.of(connection, """
                            update ops.writer set epoch = epoch + 1, run_id = null, host = :host, process_id = :process,
                                taken_at = now(), heartbeat_at = now()
                            returning epoch""")
                    .bind("host", host())
                    .bind("process", ProcessHandle.current().pid())
                    .first(row -> row.number("epoch"));
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        } finally {
            Query.execute(connection, "reset lock_timeout");
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }

    /** The identity of the lock's database, the same from wherever it is reached, and another for a copy of it. */
    public UUID database() throws SQLException {
        try (Connection session = warehouse.connect()) {
            String database = Query.of(session, """
                            select format('%s/%s', system_identifier, oid) as database
                            from pg_control_system(), pg_database where datname = current_database()""").one(row -> row.text("database"));
            return UUID.nameUUIDFromBytes(database.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Who holds it, for people elsewhere. */
    public String holder() {
        return host() + ", process " + ProcessHandle.current().pid() + ", database " + warehouse.address();
    }

    /** Shows others which run holds the lock. */
    public synchronized void enter(String runId) throws SQLException {
        Query.of(connection, "update ops.writer set run_id = :run where epoch = :epoch")
                .bind("run", runId)
                .bind("epoch", epoch)
                .update();
    }

    /**
     * Gives a sign of life. A session that has ended is replaced, as {@link #holdAgain} does; while the database is away nothing is
     * known, and nothing happens.
     *
     * @throws SQLException if another run has taken over; {@link #loss} says which
     */
    public synchronized void beat() throws SQLException {
        refuseLost();
        try {
            sign(connection);
        } catch (SQLException e) {
            refuseLost();
            LOG.warn("event=writer_session_ended reason=\"{}\"", e.getMessage());
            takeAgain();
        }
    }

    private void sign(Connection session) throws SQLException {
        long alive = Query.of(session, "update ops.writer set heartbeat_at = now() where epoch = :epoch")
                .bind("epoch", epoch)
                .update();
        if (alive == 0) {
            lost(session);
        }
    }

    /**
     * Makes sure that the lock is held, after the database was unavailable: takes it again if its session has ended. Work then continues in new
     * sessions only.
     *
     * @throws SQLException if the database is still unavailable, or another run has taken the lock meanwhile
     */
    public synchronized void holdAgain() throws SQLException {
        warehouse.renew();
        refuseLost();
        try {
            look(connection);
        } catch (SQLException e) {
            refuseLost();
            takeAgain();
        }
    }

    /** In a new session, since the one before has ended, or may no longer write. */
    private void takeAgain() throws SQLException {
        giveBack();
        Connection fresh = warehouse.connect();
        try {
            boolean taken = taken(fresh);
            look(fresh);
            if (!taken) {
                throw new SQLException(
                        "The session that held the writer's lock has not ended completely", CANNOT_CONNECT_NOW);
            }
            bound(fresh);
        } catch (SQLException e) {
            // Not back to the pool: it may hold the lock.
            warehouse.discard(fresh);
            throw e;
        }
        connection = fresh;
        LOG.info("event=writer_lock_taken_again");
    }

    private void giveBack() {
        try {
            release(connection);
        } catch (SQLException e) {
            LOG.debug("event=writer_lock_gone reason=\"{}\"", e.getMessage());
        }
        warehouse.discard(connection);
    }

    /** Writes nothing: while the server accepts no writes, the lock can still be held. */
    private void look(Connection session) throws SQLException {
        if (!isOurs(session)) {
            lost(session);
        }
    }

    private boolean isOurs(Connection session) throws SQLException {
        return Query.of(session, "select exists (select from ops.writer where epoch = :epoch) as ours")
                .bind("epoch", epoch)
                .one(row -> row.flag("ours"));
    }

    private void lost(Connection session) throws SQLException {
        loss = successor(session);
        refuseLost();
    }

    private void refuseLost() throws SQLException {
        String known = loss;
        if (known != null) {
            throw new SQLException(known, TAKEN_OVER);
        }
    }

    private static String successor(Connection session) throws SQLException {
        return Writer.newest(session).map(Writer::toString).orElse("Another run")
                + " took over, because the session that held this run's lock had ended; this run ends, what it committed stays";
    }

    /**
     * Which run has taken over, as a sentence, if one has: asks the database, unless it is already known.
     *
     * @return nothing, too, while the database cannot be asked
     */
    public Optional<String> loss() {
        String known = loss;
        if (known != null) {
            return Optional.of(known);
        }
        try (Connection session = warehouse.connect()) {
            if (!isOurs(session)) {
                loss = successor(session);
            }
        } catch (SQLException e) {
            LOG.debug("event=writer_unknown reason=\"{}\"", e.getMessage());
        }
        return Optional.ofNullable(loss);
    }

    /** Releases the lock; a lost session has already done so. */
    @Override
    public synchronized void close() {
        try (Connection last = connection) {
            release(last);
        } catch (SQLException e) {
            LOG.warn("event=writer_lock_lost reason=\"{}\"", e.getMessage());
            warehouse.discard(connection);
        }
        warehouse.carryNothing(epoch);
    }
}
