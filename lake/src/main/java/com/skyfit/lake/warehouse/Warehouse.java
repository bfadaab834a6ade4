package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.FailureText;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The database that holds silver, gold and the ledger, migrated to this program's version.
 *
 * <p>Safe for use by several threads. Connections come with UTC as their time zone and autocommit on.
 */
public final class Warehouse implements AutoCloseable {

    /** The most connections: twice the most load sessions, the lock, and others. Idle ones are closed. */
    private static final int POOL_SIZE = 24;

    /** The server's name for the sessions of a run that writes. */
    static final String WRITER = "skyfit writer";

    private final HikariDataSource pool;
    private final DatabaseAddress address;

    /** Which writer's sessions these are; 0 for nobody's. */
    private final AtomicLong epoch = new AtomicLong();

    private Warehouse(HikariDataSource pool, DatabaseAddress address) {
        this.pool = pool;
        this.address = address;
    }

    /**
     * Connects, and migrates the {@code ops} schema if it is of an earlier version.
     *
     * @throws WarehouseException if the server cannot be reached or refuses; names the address
     */
    public static Warehouse open(DatabaseAddress address) {
        return open(address, Migrations::apply);
    }

    /**
     * The same for a command that only reads, whose role may have no right to more.
     *
     * @throws WarehouseException if the server cannot be reached or refuses; names the address
     */
    public static Warehouse openToRead(DatabaseAddress address) {
        return open(address, Migrations::applyForReader);
    }

    private interface Preparation {
        void apply(Migrations migrations) throws SQLException;
    }

    private static Warehouse open(DatabaseAddress address, Preparation preparation) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config(address));
        } catch (RuntimeException e) {
            throw WarehouseException.unreachable(address, e);
        }
        try {
            preparation.apply(new Migrations(pool));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw new WarehouseException(
                    "Cannot migrate schema ops of " + address + " to this version: " + FailureText.ofRoot(e), e);
        }
        return new Warehouse(pool, address);
    }

    private static HikariConfig config(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setDataSourceProperties(address.properties("skyfit"));
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(20_000);
        // The driver announces the JVM's zone at connect, which would win over any option.
        config.setConnectionInitSql("set time zone 'UTC'");
        config.setPoolName("skyfit");
        return config;
    }

    /** Where it is. */
    public DatabaseAddress address() {
        return address;
    }

    /** A connection of the pool; the caller closes it. While this process is the writer, the session says so to the database. */
    public Connection connect() throws SQLException {
        Connection connection = pool.getConnection();
        long carried = epoch.get();
        if (carried > 0) {
            try {
                Query.of(
                                connection,
                                "select set_config('skyfit.epoch', :epoch, false), set_config('application_name', :name, false)")
                        .bind("epoch", Long.toString(carried))
                        .bind("name", WRITER)
                        .update();
            } catch (SQLException e) {
                giveUpUnused(connection, e);
                throw e;
            }
        }
        return connection;
    }

    private void giveUpUnused(Connection connection, SQLException failure) {
        discard(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** From now on the sessions are those of the writer of that epoch. */
    void carry(long ofWriter) {
        epoch.set(ofWriter);
    }

    /** The sessions no longer belong to a writer; those that did are released. */
    void carryNothing(long ofWriter) {
        if (epoch.compareAndSet(ofWriter, 0)) {
            renew();
        }
    }

    /**
     * Ends the work of a failed connection: rolls back, or removes it from the pool if the server is gone.
     *
     * @param failure the failure; failures here are added to it
     */
    public void giveUp(Connection connection, SQLException failure) {
        if (isGone(failure)) {
            discard(connection);
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Removes a connection from the pool: its server is gone. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    /** Closes all sessions as soon as nobody uses them: those from before or during an outage may stay read-only. */
    void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /**
     * Whether a failure means that this connection's server is gone, or no longer accepts writes, so that the same work may succeed
     * on a new connection later: connection failures (class 08), shut down, crashed, starting up or recovering (57P), out of
     * connections (53300), and read-only after a fail-over (25006).
     */
    public static boolean isGone(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            return true;
        }
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25006"));
    }

    /**
     * Takes the lock of the one writer, if nobody holds it. It belongs to the session: it ends with {@link AutoCloseable#close()} or with
     * this process, whichever comes first, so a dead run leaves no lock behind. Remaining sessions of an earlier holder are ended.
     *
     * @return the lock, or nothing while another run holds it
     */
    public Optional<WriterLock> tryLock() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            Optional<WriterLock> lock = WriterLock.take(this, connection);
            if (lock.isEmpty()) {
                connection.close();
            }
            return lock;
        } catch (SQLException e) {
            giveUpUnused(connection, e);
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
