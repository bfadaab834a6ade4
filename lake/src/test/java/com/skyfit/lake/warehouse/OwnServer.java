package com.skyfit.lake.warehouse;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server of a test's own, with as many databases as it wants, for tests in which those who use it are killed, or the server itself. */
public final class OwnServer implements AutoCloseable {

    /** What it asks for, known to processes that a test starts. */
    public static final String PASSWORD = "0123456789";

    private final Path home;
    private final Durability durability;
    private EmbeddedServer server;

    /** Starts it in a folder that is the test's, too. */
    public OwnServer(Path home) throws IOException {
        this(home, Durability.NONE);
    }

    /** Starts one that outlives a loss of power, in a folder that may hold it already. */
    public static OwnServer durable(Path home) throws IOException {
        return new OwnServer(home, Durability.FULL);
    }

    private OwnServer(Path home, Durability durability) throws IOException {
        this.home = home;
        this.durability = durability;
        Files.createDirectories(home);
        Files.writeString(home.resolve("pgpass"), "*:*:*:*:" + PASSWORD);
        server = EmbeddedServer.open(home, 0, durability);
    }

    /** The port it listens on. */
    public int port() {
        return server.address().port();
    }

    /** Where a database is. */
    public DatabaseAddress address(String database) {
        return server.address().withDatabase(database);
    }

    /** Makes an empty database. */
    public void create(String database) throws SQLException {
        execute("postgres", "create database " + Sql.name(database));
    }

    /** Makes a copy of a database that nobody uses. */
    public void copy(String database, String copy) throws SQLException {
        execute("postgres", "create database " + Sql.name(copy) + " template " + Sql.name(database));
    }

    /** Removes a database that nobody uses. */
    public void drop(String database) throws SQLException {
        execute("postgres", "drop database " + Sql.name(database));
    }

    /** Does something in a database. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query in a database, each as its values' texts joined by {@code |}; null shows as {@code ∅}. */
    public List<String> rows(String database, String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect(database)) {
            return Rows.of(connection, sql, parameters);
        }
    }

    /** The server's processes that serve a database, oldest first. */
    public List<ProcessHandle> backends(String database) throws SQLException {
        List<ProcessHandle> backends = new ArrayList<>();
        for (String pid : rows(
                "postgres", "select pid from pg_stat_activity where datname = ? order by backend_start", database)) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(backends::add);
        }
        return backends;
    }

    /** The process that all others of the server come from. */
    public ProcessHandle postmaster() throws IOException, SQLException {
        Path data = Path.of(rows("postgres", "show data_directory").get(0));
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Waits until the sessions of killed processes have ended, and recovery, if any. */
    public void awaitNobody(String database) {
        while (true) {
            try {
                if (backends(database).isEmpty()) {
                    return;
                }
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
    }

    /** Goes down in good order, whoever is connected, and comes up again on the same port. */
    public void restart() {
        int port = port();
        server.stop();
        server = EmbeddedServer.open(home, port, durability);
    }

    private Connection connect(String database) throws SQLException {
        DatabaseAddress address = address(database);
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * The settings that lead to a database of such a server.
     *
     * @param port that of the server, or of a proxy before it
     */
    public static Map<String, String> settings(int port, String database) {
        return Map.of(
                "PG_HOST",
                "127.0.0.1",
                "PG_PORT",
                Integer.toString(port),
                "PG_DATABASE",
                database,
                "PG_USER",
                "postgres",
                "PG_PASSWORD",
                PASSWORD,
                "PG_SSLMODE",
                "disable");
    }
}
