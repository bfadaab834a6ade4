package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
        try (Statement statement = connection.createStatement();
                ResultSet got = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            got.next();
            return got.getBoolean(1);
        }
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
        try (Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back; a session that is gone has done so already. */
    @Override
    public synchronized void close() {
        try (Connection last = connection;
                Statement statement = last.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException e) {
            LOG.warn("event=writer_lock_lost reason=\"{}\"", e.getMessage());
            warehouse.discard(connection);
        }
    }
}
