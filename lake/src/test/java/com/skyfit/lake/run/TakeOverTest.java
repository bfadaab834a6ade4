package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.skyfit.lake.ChildProcess;
import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Of two runs that each take themselves for the one writer, only the newer one writes. */
final class TakeOverTest {

    private static final Set<Stage> STAGES = EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.CHECK);

    /** Everything that a run can write: every table of ops, silver and gold with what is in it. */
    private static final String EVERYTHING = """
            select n.nspname, c.relname, c.relkind,
                case when c.relkind in ('r', 'p') then md5(query_to_xml(format('select * from %I.%I', n.nspname, c.relname),
                    true, false, '')::text) end
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where (n.nspname in ('ops', 'core') or n.nspname like 'stg\\_%') and (n.nspname, c.relname) <> ('ops', 'writer')
            order by 1, 2""";

    @TempDir
    Path home;

    @TempDir
    Path serverHome;

    private OwnServer server;

    @BeforeEach
    void layDown() throws Exception {
        commitGroups("20261123T000000Z");
        commitGroups("20261124T000000Z");
        server = new OwnServer(serverHome);
    }

    private void commitGroups(String run) throws IOException {
        List<String> lines = IntStream.range(0, 50)
                .mapToObj("{\"id\":%d,\"name\":\"Recepção\",\"updated_at\":\"2026-11-23T00:00:00Z\"}"::formatted)
                .toList();
        new BronzeFixture(new LocalLake(home.resolve("lake"))).commit("zendesk", "support", "groups", run, true, lines);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fromTheMomentAnotherRunTakesOverNothingOfThisOneIsWritten() throws Exception {
        long seed = Proof.seed("TakeOverTest");
        Random random = new Random(seed);
        int tries = Proof.tries(3, 100);
        int refused = 0;
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            server.create("undisturbed");
            LoadAndTransform.run(home, proxy.port(), "undisturbed", STAGES, lake -> lake);
            int statements = proxy.passed();
            List<String> end = server.rows("undisturbed", "select status from ops.run");
            for (int attempt = 0; attempt < tries; attempt++) {
                String database = "taken_" + attempt;
                server.create(database);
                AtomicReference<List<String>> then = new AtomicReference<>();
                proxy.doAt(1 + random.nextInt(statements), () -> takeOver(proxy, database, then));
                try {
                    LoadAndTransform.run(home, proxy.port(), database, STAGES, lake -> lake);
                    proxy.stop();
                    assertThat(server.rows(database, "select status from ops.run"))
                            .as("seed %d, try %d: had entered its end before anybody took over", seed, attempt)
                            .isEqualTo(end);
                } catch (LockedException e) {
                    refused++;
                    assertThat(e).hasMessageContaining("Run 20270101T000000Z").hasMessageContaining("took over");
                }
                if (then.get() != null) {
                    assertThat(server.rows(database, EVERYTHING))
                            .as("seed %d, try %d", seed, attempt)
                            .isEqualTo(then.get());
                }
                server.awaitNobody(database);
                server.drop(database);
            }
            assertThat(refused).as("seed %d: runs taken over from", seed).isPositive();
            Proof.publish("take-overs", """
                    %d times another run took over at a random one of the %d statements of a first run, which kept its connections and was not
                    informed: %d of these runs were rejected at their next write and ended, the others had no write left. From that moment on no
                    table of ops, silver or gold changed, and none was created. Seed %d.""".formatted(tries, statements, refused, seed));
        }
    }

    /** The lock that the question takes shows until the transaction ends, and so does a mark that the definition leaves. */
    @Test
    void eachTransactionOfARunThatDefinesSomethingAsksWhetherTheRunIsStillTheWriter() throws Exception {
        server.create("asked");
        server.execute("asked", """
                create schema marks;
                create table marks.definition (what text);
                create function marks.ask() returns trigger language plpgsql as $b$
                begin
                    if not exists (select from pg_locks
                            where pid = pg_backend_pid() and relation = 'ops.writer'::regclass and mode = 'RowShareLock') then
                        raise exception 'defined without asking: %', new.what;
                    end if;
                    return null;
                end $b$;
                create constraint trigger asked after insert on marks.definition deferrable initially deferred
                    for each row execute function marks.ask();
                create function marks.mark() returns event_trigger language plpgsql as $b$
                begin
                    if current_setting('skyfit.epoch', true) <> '' then
                        insert into marks.definition
                        select command_tag || ' ' || coalesce(object_identity, '') from pg_event_trigger_ddl_commands()
                        where schema_name is distinct from 'pg_temp';
                    end if;
                end $b$;
                create event trigger mark on ddl_command_end execute function marks.mark()""");
        Set<Stage> stages = EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.MODELS, Stage.CHECK);

        LoadAndTransform.run(home, server.port(), "asked", stages, lake -> lake);
        server.execute("asked", """
                create role analyst;
                insert into ops.reader (role, personal) values ('analyst', false)""");
        commitGroups("20261125T000000Z");
        LoadAndTransform.run(home, server.port(), "asked", stages, lake -> lake);

        assertThat(server.rows("asked", "select distinct what from marks.definition"))
                .contains("CREATE INDEX stg_zendesk.groups_by_payload", "GRANT ");
    }

    /** As another run would, but that this one's sessions are left alone; at the first moment in which none of its transactions has written. */
    private void takeOver(CuttingProxy proxy, String database, AtomicReference<List<String>> then) {
        try {
            boolean begun = server.rows(database, "select to_regclass('ops.writer') is not null")
                            .equals(List.of("t"))
                    && server.rows(database, "select epoch > 0 from ops.writer").equals(List.of("t"));
            if (begun) {
                server.execute(database, """
                        set lock_timeout = '20ms';
                        update ops.writer set epoch = epoch + 1, run_id = '20270101T000000Z', host = 'elsewhere', process_id = 1,
                            taken_at = now(), heartbeat_at = now()""");
                then.set(server.rows(database, EVERYTHING));
                return;
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("55P03");
        }
        proxy.doAt(1, () -> takeOver(proxy, database, then));
    }

    private void endLockSession(String database) {
        try {
            server.execute(database, """
                    select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
                        and database = (select oid from pg_database where datname = current_database())""");
            while (!server.rows(database, "select pid from pg_locks where locktype = 'advisory'")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRunWhoseLockSessionIsKilledWhileItWorksIsRefusedItsNextCommitOnceAnotherHasRun() throws Exception {
        server.create("killed");
        AtomicReference<String> next = new AtomicReference<>();

        assertThatThrownBy(() -> LoadAndTransform.run(
                        home,
                        server.port(),
                        "killed",
                        STAGES,
                        lake -> new DisturbedLake(lake, () -> {
                                    next.set(takeOver("killed"));
                                })
                                .storage()))
                .isInstanceOf(LockedException.class)
                .satisfies(e -> assertThat(e).hasMessageContaining("Run " + next.get()))
                .hasMessageContaining("took over");

        assertThat(server.rows("killed", "select run_id from ops.run where status = 'succeeded'"))
                .containsExactly(next.get());
        assertThat(server.rows(
                        "killed", "select count(*), count(distinct (file_id, line_no)) from stg_zendesk.groups_raw"))
                .containsExactly("100|100");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPausedProcessIsRefusedItsNextCommitOnceAnotherHasRun() throws Exception {
        assumeThat(Path.of("/bin/kill")).exists();
        server.create("paused");
        wholeRun("paused");
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            Process[] child = new Process[1];
            AtomicReference<String> next = new AtomicReference<>();
            // Its run has been entered by then, and the look at gold's tables is far from its end.
            proxy.doAt(60, () -> {
                signal(child[0], "STOP");
                next.set(takeOver("paused"));
                signal(child[0], "CONT");
            });
            child[0] = ChildProcess.start(
                    LoadAndTransform.class, Map.of(), home.toString(), Integer.toString(proxy.port()), "paused");

            assertThat(child[0].waitFor()).isEqualTo(ExitCode.LOCKED.number());

            assertThat(server.rows("paused", "select max(run_id) from ops.run where status = 'succeeded'"))
                    .containsExactly(next.get());
            assertThat(server.rows("paused", "select status from ops.run order by started_at"))
                    .containsExactly("succeeded", "interrupted", "succeeded");
        }
    }

    private static void signal(Process process, String signal) {
        try {
            new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A complete run, after the session that prevents it is killed; the other one may have noticed and be quicker. */
    private String takeOver(String database) {
        while (true) {
            endLockSession(database);
            try {
                return wholeRun(database);
            } catch (LockedException e) {
                Thread.onSpinWait();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String wholeRun(String database) throws Exception {
        return LoadAndTransform.run(home, server.port(), database).runId().text();
    }
}
