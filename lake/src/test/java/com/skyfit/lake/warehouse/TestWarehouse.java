package com.skyfit.lake.warehouse;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh, migrated database for each test, on one embedded server for the process. */
public final class TestWarehouse implements BeforeEachCallback, AfterEachCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable Held held;

    private @Nullable Warehouse warehouse;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        DatabaseAddress server = server();
        String database = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + Sql.name(database));
        }
        warehouse = Warehouse.open(server.withDatabase(database));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // Another extension may have skipped the test before this one began.
        if (warehouse != null) {
            warehouse.close();
        }
    }

    /** The warehouse of the running test. */
    public Warehouse get() {
        return Objects.requireNonNull(warehouse, "no test is running");
    }

    /** The rows of a query, each as its values' texts joined by {@code |}; null shows as {@code ∅}. */
    public List<String> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = get().connect()) {
            return Rows.of(connection, sql, parameters);
        }
    }

    /** The same for somebody else who logs in. */
    public List<String> rowsAs(String user, String password, String sql) throws SQLException {
        DatabaseAddress address = get().address().withLogin(user, password);
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties("test"))) {
            return Rows.of(connection, sql);
        }
    }

    /** Does something in the database. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = get().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static synchronized DatabaseAddress server() {
        Path home = home();
        boolean first = EmbeddedServer.running(home).isEmpty();
        EmbeddedServer server = EmbeddedServer.open(home, 0, Durability.NONE);
        if (first) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-test-postgresql"));
        }
        return server.address();
    }

    /** Each process of tests has a server of its own, for the process that ends first stops its server: the first folder that no other one holds. */
    private static Path home() {
        if (held != null) {
            return held.home();
        }
        try {
            for (int number = 1; ; number++) {
                Path home = Path.of(
                        "target", "test-postgresql-" + System.getProperty("postgresql.version", "own") + "-" + number);
                Files.createDirectories(home);
                FileChannel channel = FileChannel.open(
                        home.resolve("tests.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    held = new Held(home, lock);
                    return home;
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lock ends with the process. */
    private record Held(Path home, FileLock lock) {}
}
