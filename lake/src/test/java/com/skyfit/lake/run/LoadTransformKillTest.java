package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.LocalLake;
import com.skyfit.lake.catalog.CatalogReader;
import com.skyfit.lake.gold.History;
import com.skyfit.lake.quality.Digest;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash costs time, never data: of the program, and of the database under it. */
final class LoadTransformKillTest {

    @TempDir
    Path home;

    /** A server of its own: its processes are killed. */
    @TempDir
    Path serverHome;

    @Test
    void whateverIsKilledTheNextRunEndsInTheSameDigestAndNothingIsLeftBehind() throws Exception {
        long seed = Proof.seed("LoadTransformKillTest");
        int tries = Proof.tries(6, 200);
        Random random = new Random(seed);
        layDown(random);
        int databaseKills = 0;
        EmbeddedServer server = EmbeddedServer.open(serverHome, 0);
        try (CuttingProxy proxy = new CuttingProxy(server.address().port())) {
            create(server, "whole");
            int before = proxy.passed();
            assertThat(LoadAndTransform.run(home, proxy.port(), "whole").exitCode())
                    .isEqualTo(ExitCode.OK);
            int statements = proxy.passed() - before;
            List<Digest> digest = digest(server, "whole");
            String leftovers = leftovers(server, "whole");
            for (int attempt = 0; attempt < tries; attempt++) {
                String database = "killed_" + attempt;
                create(server, database);
                boolean killDatabase = random.nextInt(3) == 0;
                databaseKills += killDatabase ? 1 : 0;
                kill(server, proxy, database, killDatabase, 1 + random.nextInt(statements), random.nextBoolean());
                awaitNobody(server, database);
                RunReport last = LoadAndTransform.run(home, server.address().port(), database);
                assertThat(last.exitCode()).as("seed %d, try %d", seed, attempt).isEqualTo(ExitCode.OK);
                assertThat(digest(server, database))
                        .as("seed %d, try %d", seed, attempt)
                        .isEqualTo(digest);
                assertThat(leftovers(server, database))
                        .as("seed %d, try %d", seed, attempt)
                        .isEqualTo(leftovers);
                execute(server, "postgres", "drop database " + database);
            }
            Proof.publish("load-transform-kills", """
                    %d times a run of load and transform (%d statements) was killed with SIGKILL at a random statement: %d times the program,
                    %d times the database's process that served it, which takes the whole server down and through recovery. Each time the
                    next run ended in the digest of an undisturbed one, with the same tables, no lock and no part half loaded. Seed %d.""".formatted(
                            tries, statements, tries - databaseKills, databaseKills, seed));
        } finally {
            server.stop();
        }
    }

    private void layDown(Random random) throws Exception {
        Map<String, History> histories = new HashMap<>();
        while (histories.size() < 3) {
            History history = History.random(random);
            histories.putIfAbsent(history.entity(), history);
        }
        BronzeFixture bronze = new BronzeFixture(new LocalLake(home.resolve("lake")));
        for (History history : histories.values()) {
            for (History.Commit commit : history.commits()) {
                bronze.commit(
                        history.source(),
                        commit.scope(),
                        history.entity(),
                        commit.runId(),
                        commit.sequence(),
                        commit.complete(),
                        commit.lines());
            }
        }
    }

    private void kill(
            EmbeddedServer server,
            CuttingProxy proxy,
            String database,
            boolean killDatabase,
            int statement,
            boolean late)
            throws Exception {
        Process[] child = new Process[1];
        proxy.cutAt(statement, late, () -> {
            if (killDatabase) {
                backends(server, database).forEach(ProcessHandle::destroyForcibly);
            } else {
                child[0].destroyForcibly();
            }
        });
        child[0] = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadAndTransform.class.getName(),
                        home.toString(),
                        Integer.toString(proxy.port()),
                        database)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        child[0].waitFor();
        proxy.stop();
    }

    private static List<ProcessHandle> backends(EmbeddedServer server, String database) {
        List<ProcessHandle> backends = new ArrayList<>();
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement();
                ResultSet pids = statement.executeQuery(
                        "select pid from pg_stat_activity where datname = '" + database + "' order by backend_start")) {
            while (pids.next()) {
                ProcessHandle.of(pids.getLong(1)).ifPresent(backends::add);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return backends;
    }

    /** Until recovery has ended and the sessions of the dead are gone. */
    private static void awaitNobody(EmbeddedServer server, String database) {
        while (true) {
            try (Connection connection = connect(server, "postgres");
                    Statement statement = connection.createStatement();
                    ResultSet sessions = statement.executeQuery(
                            "select count(*) from pg_stat_activity where datname = '" + database + "'")) {
                sessions.next();
                if (sessions.getInt(1) == 0) {
                    return;
                }
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static List<Digest> digest(EmbeddedServer server, String database) throws SQLException {
        try (Warehouse warehouse = Warehouse.open(address(server, database))) {
            return Digest.of(warehouse, CatalogReader.shipped(), entity -> true);
        }
    }

    /** All relations by their kind, locks of others, parts not loaded or not transformed, runs that are still open. */
    private static String leftovers(EmbeddedServer server, String database) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select string_agg(c.oid::regclass::text, ' ' order by c.oid::regclass::text) from pg_class c
                                    join pg_namespace n on n.oid = c.relnamespace
                                where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                                    and n.nspname not like 'pg\\_toast\\_temp%'),
                            (select count(*) from pg_locks where database = (select oid from pg_database where datname = current_database())
                                and pid <> pg_backend_pid()),
                            (select count(*) from ops.file where state <> 'loaded' or transformed_at is null),
                            (select count(*) from ops.run where status = 'running')""")) {
            row.next();
            return row.getString(1) + " locks " + row.getInt(2) + " parts " + row.getInt(3) + " runs " + row.getInt(4);
        }
    }

    private static DatabaseAddress address(EmbeddedServer server, String database) {
        return server.address().withDatabase(database);
    }

    private static Connection connect(EmbeddedServer server, String database) throws SQLException {
        return DriverManager.getConnection(address(server, database).jdbcUrl(), "postgres", "");
    }

    private static void create(EmbeddedServer server, String database) throws SQLException {
        execute(server, "postgres", "create database " + database);
    }

    private static void execute(EmbeddedServer server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
