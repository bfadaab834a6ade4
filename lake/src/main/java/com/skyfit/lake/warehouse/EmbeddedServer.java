package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.FailureText;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL server, for machines without one: the real server, durable, its data kept in a folder between commands. It listens on
 * the loopback address only and asks for passwords that it made itself; the file {@code pgpass} in its folder holds them, readable by
 * its owner alone.
 *
 * <p>The first command that needs it starts it; others join. Each {@link #close()} leaves it running while another session is
 * connected or {@link #keep()} was called, and stops it otherwise, so that a machine is left as it was found. Commands that begin or end at
 * the same moment wait for one another.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** The database inside it. */
    public static final String DATABASE = "skyfit";

    /** What a crash of the machine may cost. */
    public enum Durability {
        /** Nothing that was committed. */
        FULL,
        /** Everything: for tests, which are quicker without. */
        NONE
    }

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String SUPERUSER = "postgres";
    private static final String READER = "skyfit_reader";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    private final ServerFolder folder;
    private final DatabaseAddress address;

    /** Of the one who started it: holds a lock on the data folder that nobody else in this process gets around. Null for those who joined. */
    private final @Nullable EmbeddedPostgres started;

    /** A session that shows to others that this one needs the server; null until it is open. */
    private @Nullable Connection presence;

    private EmbeddedServer(ServerFolder folder, DatabaseAddress address, @Nullable EmbeddedPostgres started) {
        this.folder = folder;
        this.address = address;
        this.started = started;
    }

    /** The same as {@link #open(Path, int, Durability)}, fully durable. */
    public static EmbeddedServer open(Path home, int wantedPort) {
        return open(home, wantedPort, Durability.FULL);
    }

    /**
     * The same for who only reads: a database that is not there is not made, because a mistyped folder would get one.
     *
     * @throws WarehouseException if there is none
     */
    public static EmbeddedServer openExisting(Path home) {
        if (!Files.isDirectory(home)) {
            throw new WarehouseException(
                    "There is no database in " + home.toAbsolutePath().getParent()
                            + " yet: 'skyfit run' makes it; if there should be one, check --home and SKYFIT_HOME");
        }
        return open(home, 0);
    }

    /**
     * Joins the server of that folder, or starts it.
     *
     * @param home folder for the server's programs, data and log; created if it is missing
     * @param wantedPort the port to listen on, now and whenever it is started without one; 0 for that of earlier starts, the first time any
     *     free one. A server that runs already keeps its port
     * @param durability of a server that is started
     * @throws UncheckedIOException if the server does not start; the message names its log
     */
    public static EmbeddedServer open(Path home, int wantedPort, Durability durability) {
        ServerFolder folder = new ServerFolder(home);
        try {
            Files.createDirectories(folder.path());
            return folder.alone(() -> {
                Optional<EmbeddedServer> running = running(home);
                EmbeddedServer server = running.isPresent() ? running.get() : start(folder, wantedPort, durability);
                server.createDatabase();
                server.presence = server.connect("postgres");
                return server;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot start the embedded PostgreSQL in " + folder.path() + ": " + FailureText.of(e) + "; see "
                            + folder.log() + ", or set PG_HOST to use your own server",
                    e);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Cannot use the embedded PostgreSQL in " + folder.path() + ": " + FailureText.of(e) + "; see "
                            + folder.log(),
                    e);
        }
    }

    /**
     * The server of that folder, if it runs and responds. A server of another folder that now has its port is not accepted, whatever a file that
     * a dead server left behind says.
     */
    public static Optional<EmbeddedServer> running(Path home) {
        ServerFolder folder = new ServerFolder(home);
        return folder.postmaster()
                .map(postmaster -> new EmbeddedServer(folder, address(folder, postmaster.port()), null))
                .filter(EmbeddedServer::answersFromItsFolder);
    }

    private static DatabaseAddress address(ServerFolder folder, int port) {
        return new DatabaseAddress("127.0.0.1", port, DATABASE, SUPERUSER, folder.password(), Encryption.NONE);
    }

    /** Where the database is. */
    public DatabaseAddress address() {
        return address;
    }

    /**
     * The same for the role that may read everything and change nothing, made when it is needed for the first time. It logs in by itself: a role
     * that is only taken on could be taken off again from within a query.
     */
    public DatabaseAddress readerAddress() {
        try {
            return address.withLogin(READER, folder.alone(this::readerPassword));
        } catch (IOException | SQLException e) {
            throw new WarehouseException(
                    "Cannot create role " + READER + " in the embedded PostgreSQL in " + folder.path() + ": "
                            + FailureText.of(e),
                    e);
        }
    }

    private String readerPassword() throws SQLException {
        try (Connection connection = connect("postgres")) {
            boolean exists = Query.of(connection, "select exists (select from pg_roles where rolname = :role) as known")
                    .bind("role", READER)
                    .one(row -> row.flag("known"));
            Optional<String> known = folder.passwordOfRole(READER);
            if (exists && known.isPresent()) {
                return known.get();
            }
            if (!exists) {
                Query.execute(connection, "create role " + Sql.name(READER) + " login");
            }
            Query.execute(connection, "grant pg_read_all_data to " + Sql.name(READER));
            String made = folder.makePasswordOfRole(READER);
            new RolePassword(made).set(connection, READER);
            return made;
        }
    }

    /** The address as psql takes it, with the file that holds the password instead of the password. */
    public String uri() {
        return address.uri() + "&passfile="
                + URLEncoder.encode(folder.passwordFile().toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    /** Leaves the server running after the last command, until {@link #stop()}. */
    public void keep() {
        try {
            Files.writeString(
                    folder.keepFile(),
                    "Remove this file, or run 'skyfit db stop', to let the server end with the last command.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + folder.keepFile(), e);
        }
    }

    /** Stops the server, whoever is connected; returns when its process has ended. Does empty if it no longer runs. */
    public void stop() {
        try {
            folder.alone(() -> {
                stopAlone();
                return this;
            });
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("Cannot stop the embedded PostgreSQL in " + folder.path() + ": " + e, e);
        }
    }

    private void stopAlone() throws IOException {
        Optional<ProcessHandle> process = answersFromItsFolder()
                ? folder.postmaster().flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
                : Optional.empty();
        try {
            Files.deleteIfExists(folder.keepFile());
            if (started != null) {
                started.close();
            } else if (process.isPresent()) {
                end(process.get());
            }
            if (process.isPresent()) {
                awaitEnd(process.get());
            }
            LOG.debug("event=embedded_postgresql_stopped port={}", address.port());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server unless it is kept or somebody else is connected. */
    @Override
    public void close() {
        try {
            folder.alone(() -> {
                leave();
                if (!Files.exists(folder.keepFile()) && otherSessions() == 0) {
                    stopAlone();
                }
                return this;
            });
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("Cannot stop the embedded PostgreSQL in " + folder.path() + ": " + e, e);
        }
    }

    private void leave() {
        try {
            if (presence != null) {
                presence.close();
            }
        } catch (SQLException e) {
            LOG.debug("event=embedded_postgresql_left reason=\"{}\"", e.getMessage());
        }
    }

    private static EmbeddedServer start(ServerFolder folder, int wantedPort, Durability durability)
            throws IOException, SQLException {
        String durable = durability == Durability.FULL ? "on" : "off";
        ProcessBuilder.Redirect output =
                ProcessBuilder.Redirect.appendTo(folder.log().toFile());
        ServerPrograms programs = new ServerPrograms(folder.path().resolve("server"));
        if (durability == Durability.FULL) {
            programs.removeIncomplete();
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(EmbeddedServer::programs)
                .setOverrideWorkingDirectory(programs.path().toFile())
                .setDataDirectory(folder.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP_LIMIT)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setConnectConfig("password", folder.password())
                .setServerConfig("fsync", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("jit", "off");
        int port = wantedPort > 0 ? wantedPort : folder.freePort();
        if (port > 0) {
            builder.setPort(port);
        }
        EmbeddedPostgres started = builder.start();
        folder.keepPort(started.getPort(), wantedPort > 0);
        if (durability == Durability.FULL) {
            programs.makeDurable();
        }
        LOG.debug("event=embedded_postgresql_started port={}", started.getPort());
        EmbeddedServer server = new EmbeddedServer(folder, address(folder, started.getPort()), started);
        server.askForPassword();
        return server;
    }

    /** The packed programs for a system and a machine. A release may come without them. */
    private static InputStream programs(String system, String machine) throws IOException {
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException e) {
            throw new WarehouseException(
                    "This release has no PostgreSQL server for " + system + " on " + machine
                            + ": set PG_HOST to use your own, or install the release that has them",
                    e);
        }
    }

    /** A new data folder accepts everybody; from then on the password is required. */
    private void askForPassword() throws IOException, SQLException {
        if (folder.asksForPassword()) {
            return;
        }
        try (Connection connection = connect("postgres")) {
            new RolePassword(folder.password()).set(connection, SUPERUSER);
            folder.askForPassword();
            Query.execute(connection, "select pg_reload_conf()");
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("postgres")) {
            boolean exists = Query.of(
                            connection, "select exists (select from pg_database where datname = :name) as known")
                    .bind("name", DATABASE)
                    .one(row -> row.flag("known"));
            if (!exists) {
                Query.of(
                                connection,
                                Template.of("create database {name} encoding 'UTF8' template template0")
                                        .with("name", Sql.name(DATABASE))
                                        .sql())
                        .update();
            }
        }
    }

    private boolean answersFromItsFolder() {
        try (Connection connection = connect("postgres")) {
            String data = Query.of(connection, "select current_setting('data_directory') as folder")
                    .one(row -> row.text("folder"));
            return Files.isSameFile(folder.data(), Path.of(data));
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    private long otherSessions() {
        try (Connection connection = connect("postgres")) {
            return Query.of(connection, """
                            select count(*) as n from pg_stat_activity
                            where backend_type = 'client backend' and pid <> pg_backend_pid()""").one(row -> row.number("n"));
        } catch (SQLException e) {
            return 0;
        }
    }

    /**
     * After a plain signal PostgreSQL accepts no more sessions and stops with the last one, so sessions ended then cannot come back;
     * where the platform has none (Windows), pg_ctl does it all.
     */
    private void end(ProcessHandle process) throws IOException, InterruptedException {
        if (process.supportsNormalTermination()) {
            try (Connection connection = connect("postgres")) {
                process.destroy();
                Query.of(connection, """
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where backend_type = 'client backend' and pid <> pg_backend_pid()""").each(row -> {});
            } catch (SQLException e) {
                LOG.debug("event=embedded_postgresql_silent reason=\"{}\"", e.getMessage());
                process.destroy();
            }
        } else {
            new ProcessBuilder(
                            folder.pgCtl().toString(),
                            "stop",
                            "-m",
                            "fast",
                            "-D",
                            folder.data().toString())
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
                address.withDatabase(database).jdbcUrl() + "?connectTimeout=5&ApplicationName=skyfit-server",
                SUPERUSER,
                address.password());
    }
}
