package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to the lake and its database, held by one run at a time. It belongs to a session of the database and ends with it. Safe for
 * use by several threads.
 */
public final class WriterLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterLock.class);

    /** Any number that no other program of the server uses. */
    private static final long KEY = 0x534B59464954L;

    private final Warehouse warehouse;
    private Connection connection;

    WriterLock(Warehouse warehouse, Connection connection) {
        this.warehouse = warehouse;
        this.connection = connection;
    }

    /** Whether the session got the lock. */
    static boolean taken(Connection connection) throws SQLException {
        return Query.of(connection, "select pg_try_advisory_lock(:key) as got")
                .bind("key", KEY)
                .one(row -> row.flag("got"));
    }

    /**
     * Makes sure that the lock is held, after the database was away: takes it again where its session has ended. Work then goes on in new
     * sessions only.
     *
     * @throws SQLException if the database is still away, or another run has taken the lock meanwhile
     */
    public synchronized void holdAgain() throws SQLException {
        warehouse.renew();
        if (isHeld()) {
            return;
        }
        Connection fresh = warehouse.connect();
        if (!taken(fresh)) {
            fresh.close();
            throw new SQLException("Another run took over while the database was away; this one ends");
        }
        warehouse.discard(connection);
        connection = fresh;
        LOG.info("event=writer_lock_taken_again");
    }

    /** A session that answers still has its locks. */
    private boolean isHeld() {
        try {
            Query.execute(connection, "select 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back; a session that is gone has done so already. */
    @Override
    public synchronized void close() {
        try (Connection last = connection) {
            Query.of(last, "select pg_advisory_unlock(:key)").bind("key", KEY).update();
        } catch (SQLException e) {
            LOG.warn("event=writer_lock_lost reason=\"{}\"", e.getMessage());
            warehouse.discard(connection);
        }
    }
}
