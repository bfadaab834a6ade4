package com.skyfit.lake.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL server, for machines without one: the real server, its data kept in a folder between commands. It listens on the
 * loopback address only and asks for no password there.
 *
 * <p>The first command that needs it starts it; others join. Each {@link #close()} leaves it running while another session is
 * connected or {@link #keep()} was said, and stops it otherwise, so that a machine is left as it was found.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** The database inside it. */
    public static final String DATABASE = "skyfit";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String SUPERUSER = "postgres";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final int port;

    /** Of the one who started it: holds a lock on the data folder that nobody else in this process gets around. Null for those who joined. */
    private final @Nullable EmbeddedPostgres started;

    private EmbeddedServer(Path home, int port, @Nullable EmbeddedPostgres started) {
        this.home = home;
        this.port = port;
        this.started = started;
    }

    /**
     * Joins the server of that folder, or starts it.
     *
     * @param home folder for the server's programs, data and log; made where it is missing
     * @param wantedPort the port to listen on; 0 for any free one. A server that runs already keeps its port
     * @throws UncheckedIOException if the server does not start; the message names its log
     */
    public static EmbeddedServer open(Path home, int wantedPort) {
        Path folder = home.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            Optional<EmbeddedServer> running = running(folder);
            EmbeddedServer server = running.isPresent() ? running.get() : start(folder, wantedPort);
            server.createDatabase();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot start the embedded PostgreSQL in " + folder + ": " + e.getMessage() + "; see "
                            + logFile(folder) + ", or set PG_HOST to use a server of your own",
                    e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot use the embedded PostgreSQL in " + folder + ": " + e.getMessage() + "; see "
                            + logFile(folder),
                    e);
        }
    }

    /** The server of that folder, if it runs and answers. */
    public static Optional<EmbeddedServer> running(Path home) {
        Path folder = home.toAbsolutePath().normalize();
        return postmaster(folder)
                .map(lines ->
                        new EmbeddedServer(folder, Integer.parseInt(lines.get(3).strip()), null))
                .filter(EmbeddedServer::answers);
    }

    /** Where the database is. */
    public DatabaseAddress address() {
        return new DatabaseAddress("127.0.0.1", port, DATABASE, SUPERUSER, "", "disable");
    }

    /** Leaves the server running after the last command, until {@link #stop()}. */
    public void keep() {
        try {
            Files.writeString(
                    keepFile(),
                    "Remove this file, or say 'skyfit db stop', to let the server end with the last command.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + keepFile(), e);
        }
    }

    /** Stops the server, whoever is connected; returns when its process has ended. */
    public void stop() {
        Optional<Long> pid =
                postmaster(home).map(lines -> Long.parseLong(lines.get(0).strip()));
        Optional<ProcessHandle> process = pid.flatMap(ProcessHandle::of);
        try {
            Files.deleteIfExists(keepFile());
            if (started != null) {
                started.close();
            } else if (process.isPresent()) {
                end(process.get());
            }
            if (process.isPresent()) {
                awaitEnd(process.get());
            }
            log.debug("embedded postgresql stopped port={}", port);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop the embedded PostgreSQL in " + home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server unless it is kept or somebody else is connected. */
    @Override
    public void close() {
        if (!Files.exists(keepFile()) && otherSessions() == 0) {
            stop();
        }
    }

    private static EmbeddedServer start(Path folder, int wantedPort) throws IOException {
        ProcessBuilder.Redirect output =
                ProcessBuilder.Redirect.appendTo(logFile(folder).toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("server").toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_LIMIT)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("jit", "off");
        if (wantedPort > 0) {
            builder.setPort(wantedPort);
        }
        EmbeddedPostgres started = builder.start();
        log.debug("embedded postgresql started port={}", started.getPort());
        return new EmbeddedServer(folder, started.getPort(), started);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres")) {
            boolean missing = Query.of(connection, "select from pg_database where datname = :name")
                    .bind("name", DATABASE)
                    .first(row -> DATABASE)
                    .isEmpty();
            if (missing) {
                Query.execute(
                        connection,
                        Template.of("create database {name} encoding 'UTF8' template template0")
                                .with("name", Sql.name(DATABASE))
                                .sql());
            }
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private long otherSessions() {
        try (Connection connection = connect("postgres")) {
            return Query.of(connection, """
                            select count(*) as sessions from pg_stat_activity
                            where backend_type = 'client backend' and pid <> pg_backend_pid()""").one(row -> row.number("sessions"));
        } catch (SQLException e) {
            return 0;
        }
    }

    /**
     * A plain signal lets PostgreSQL take no more sessions and go down with the last one, so those that are ended then cannot come back;
     * where the platform has none (Windows), pg_ctl does it all.
     */
    private void end(ProcessHandle process) throws IOException, InterruptedException {
        if (process.supportsNormalTermination()) {
            try (Connection connection = connect("postgres")) {
                process.destroy();
                Query.execute(connection, """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where backend_type = 'client backend' and pid <> pg_backend_pid()""");
            } catch (SQLException e) {
                log.debug("embedded postgresql did not answer before its stop reason={}", e.getMessage());
                process.destroy();
            }
        } else {
            Path postgres = Path.of(Files.readString(home.resolve("data").resolve("postmaster.opts"))
                    .split(" \"-", 2)[0]
                    .replace("\"", "")
                    .strip());
            Path pgCtl = postgres.resolveSibling("pg_ctl.exe");
            new ProcessBuilder(
                            pgCtl.toString(),
                            "stop",
                            "-m",
                            "fast",
                            "-D",
                            home.resolve("data").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static void awaitEnd(ProcessHandle process) throws IOException, InterruptedException {
        try {
            process.onExit().get(STARTUP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server's process " + process.pid() + " did not end within " + STARTUP_LIMIT, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                address().withDatabase(database).jdbcUrl() + "?connectTimeout=5&ApplicationName=skyfit-server",
                SUPERUSER,
                "");
    }

    /** The lines of postmaster.pid: process id, data folder, start time, port. Absent while no server has that folder open. */
    private static Optional<List<String>> postmaster(Path folder) {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.size() >= 4 && !lines.get(3).isBlank() ? Optional.of(lines) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path logFile(Path folder) {
        return folder.resolve("postgresql.log");
    }

    private Path keepFile() {
        return home.resolve("keep-running");
    }
}
