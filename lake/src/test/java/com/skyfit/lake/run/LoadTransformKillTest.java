package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.ChildProcess;
import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Digest;
import com.skyfit.lake.gold.History;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash costs time, never data: of the program, and of the database under it. */
final class LoadTransformKillTest {

    /** One in this many also creates the tables; the others find them, so that most of their statements move data. */
    private static final int WITH_EMPTY_DATABASE = 4;

    private static final String EMPTY = "empty";
    private static final String PREPARED = "prepared";

    @TempDir
    Path home;

    /** Without a lake. */
    @TempDir
    Path emptyHome;

    /** A separate server: its processes are killed. */
    @TempDir
    Path serverHome;

    @Test
    void whateverIsKilledTheNextRunEndsInTheSameDigestAndNothingIsLeftBehind() throws Exception {
        long seed = Proof.seed("LoadTransformKillTest");
        int tries = Proof.tries(6, 200);
        Random random = new Random(seed);
        layDown(random);
        int databaseKills = 0;
        try (OwnServer server = new OwnServer(serverHome);
                CuttingProxy proxy = new CuttingProxy(server.port())) {
            server.create(EMPTY);
            server.create(PREPARED);
            LoadAndTransform.run(emptyHome, server.port(), PREPARED);
            Map<String, Integer> statements = new HashMap<>();
            for (String begin : List.of(EMPTY, PREPARED)) {
                server.awaitNobody(begin);
                server.copy(begin, begin + "_whole");
                int before = proxy.passed();
                assertThat(LoadAndTransform.run(home, proxy.port(), begin + "_whole")
                                .exitCode())
                        .isEqualTo(ExitCode.OK);
                statements.put(begin, proxy.passed() - before);
            }
            List<Digest> digest = digest(server, EMPTY + "_whole");
            String leftovers = leftovers(server, EMPTY + "_whole");
            for (int attempt = 0; attempt < tries; attempt++) {
                String database = "killed_" + attempt;
                String begin = random.nextInt(WITH_EMPTY_DATABASE) == 0 ? EMPTY : PREPARED;
                server.copy(begin, database);
                boolean killDatabase = random.nextInt(3) == 0;
                databaseKills += killDatabase ? 1 : 0;
                int statement = 1 + random.nextInt(statements.getOrDefault(begin, 1));
                kill(server, proxy, database, killDatabase, statement, random.nextBoolean());
                server.awaitNobody(database);
                RunReport last = LoadAndTransform.run(home, server.port(), database);
                assertThat(last.exitCode()).as("seed %d, try %d", seed, attempt).isEqualTo(ExitCode.OK);
                assertThat(digest(server, database))
                        .as("seed %d, try %d", seed, attempt)
                        .isEqualTo(digest);
                assertThat(leftovers(server, database))
                        .as("seed %d, try %d", seed, attempt)
                        .isEqualTo(leftovers);
                server.drop(database);
            }
            Proof.publish("load-transform-kills", """
                    %d times a run of load and transform was killed with SIGKILL at a random one of its %d statements (%d if it also creates
                    the tables, as one in %d did): %d times the program, %d times the database's process that served it, which takes the whole server down and through recovery. Each time the
                    next run ended in the digest of an undisturbed one, with the same tables, no lock and no half-loaded part. Seed %d.""".formatted(
                            tries,
                            statements.get(PREPARED),
                            statements.get(EMPTY),
                            WITH_EMPTY_DATABASE,
                            tries - databaseKills,
                            databaseKills,
                            seed));
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
            OwnServer server, CuttingProxy proxy, String database, boolean killDatabase, int statement, boolean late)
            throws Exception {
        Process[] child = new Process[1];
        proxy.cutAt(statement, late, () -> {
            if (killDatabase) {
                killBackends(server, database);
            } else {
                child[0].destroyForcibly();
            }
        });
        child[0] = ChildProcess.start(
                LoadAndTransform.class, Map.of(), home.toString(), Integer.toString(proxy.port()), database);
        child[0].waitFor();
        proxy.stop();
    }

    private static void killBackends(OwnServer server, String database) {
        try {
            server.backends(database).forEach(ProcessHandle::destroyForcibly);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Digest> digest(OwnServer server, String database) throws SQLException {
        try (Warehouse warehouse = Warehouse.open(server.address(database))) {
            return Digest.of(warehouse, CatalogReader.shipped(), entity -> true);
        }
    }

    /** All relations by their kind, locks of others, parts not loaded or not transformed, runs that are still open. */
    private static String leftovers(OwnServer server, String database) throws SQLException {
        return String.join("", server.rows(database, """
                select (select string_agg(c.oid::regclass::text, ' ' order by c.oid::regclass::text) from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
                            and n.nspname not like 'pg\\_toast\\_temp%'
                            -- An index that is created once a part follows another run's; parts side by side may not.
                            and c.relname not like '%\\_by\\_payload') as relations,
                    (select count(*) from pg_locks where database = (select oid from pg_database where datname = current_database())
                        and pid <> pg_backend_pid()) as locks,
                    (select count(*) from ops.file where state <> 'loaded' or transformed_at is null) as parts,
                    (select count(*) from ops.run where status = 'running') as runs"""));
    }
}
