package com.skyfit.lake.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/**
 * The database that holds silver, gold and the ledger, migrated to this program's version.
 *
 * <p>Safe for use by several threads. Connections come with UTC as their time zone and autocommit on.
 */
public final class Warehouse implements AutoCloseable {

    /** Connections at most: the load sessions, the lock, and one for what runs beside. */
    private static final int POOL_SIZE = 6;

    /** The advisory lock of the one writer; any number that no other program of the server uses. */
    private static final long WRITER_LOCK = 0x534B59464954L;

    private final HikariDataSource pool;
    private final DatabaseAddress address;

    private Warehouse(HikariDataSource pool, DatabaseAddress address) {
        this.pool = pool;
        this.address = address;
    }

    /**
     * Connects and migrates the {@code ops} schema.
     *
     * @throws WarehouseException if the server cannot be reached or refuses; says where it was looked for
     */
    public static Warehouse open(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(20_000);
        config.addDataSourceProperty("sslmode", address.sslMode());
        config.addDataSourceProperty("ApplicationName", "skyfit");
        // The driver announces the JVM's zone at connect, which would win over any option.
        config.setConnectionInitSql("set time zone 'UTC'");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setPoolName("skyfit");
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new WarehouseException(
                    "Cannot connect to " + address + ": " + rootMessage(e)
                            + "; check PG_HOST, PG_PORT, PG_DATABASE, PG_USER, PG_PASSWORD and PG_SSLMODE",
                    e);
        }
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .schemas("ops")
                    .defaultSchema("ops")
                    .table("schema_history")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw new WarehouseException(
                    "Cannot bring schema ops of " + address + " to this version: " + rootMessage(e), e);
        }
        return new Warehouse(pool, address);
    }

    /** Where it is. */
    public DatabaseAddress address() {
        return address;
    }

    /** A connection of the pool; the caller closes it. */
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /**
     * Takes the lock of the one writer, if nobody holds it. It belongs to the session: it ends with {@link AutoCloseable#close()} or with
     * this process, whichever comes first, so a dead run leaves no lock behind.
     *
     * @return the lock, or nothing while another run holds it
     */
    public Optional<WriterLock> tryLock() throws SQLException {
        Connection connection = pool.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet got = statement.executeQuery("select pg_try_advisory_lock(" + WRITER_LOCK + ")")) {
            got.next();
            if (got.getBoolean(1)) {
                return Optional.of(new WriterLock(connection, WRITER_LOCK));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        pool.close();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
