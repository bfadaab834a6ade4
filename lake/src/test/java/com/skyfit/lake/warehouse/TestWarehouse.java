package com.skyfit.lake.warehouse;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.nio.file.Path;
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

/** A fresh, migrated database for each test, on one embedded server for the module. */
public final class TestWarehouse implements BeforeEachCallback, AfterEachCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();

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
        Path home = Path.of("target", "test-postgresql-" + System.getProperty("postgresql.version", "own"));
        boolean first = EmbeddedServer.running(home).isEmpty();
        EmbeddedServer server = EmbeddedServer.open(home, 0, Durability.NONE);
        if (first) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-test-postgresql"));
        }
        return server.address();
    }
}
