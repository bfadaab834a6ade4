package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What queries may do and what not, with the role of the embedded server and with the owner of everything, who is not a superuser. */
class QuerySessionTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** What tries to write, to run, to read files, or to be somebody else. */
    private static final List<String> ATTACKS = List.of(
            "set transaction read write; delete from core.t; commit",
            "commit; delete from core.t; select 1",
            "commit",
            "rollback; delete from core.t returning n",
            "select 1; delete from core.t",
            "select 1; /* a ; comment */ delete from core.t; -- and ; another\nselect 2",
            "select $$ ; $$ as text; delete from core.t",
            "select $a$ $$ $a$; select $b$ ; $b$",
            "delete from core.t",
            "delete from core.t returning n",
            "insert into core.t values (3) returning n",
            "update core.t set n = 4 returning n",
            "with gone as (delete from core.t returning n) select * from gone",
            "with gone as materialized (update core.t set n = 0 returning n) select count(*) from gone",
            "explain analyze delete from core.t",
            "merge into core.t using core.t other on t.n = other.n when matched then delete",
            "truncate core.t",
            "copy core.t to '/tmp/skyfit-leak.csv'",
            "copy (select 1) to program 'touch /tmp/skyfit-pwned'",
            "copy core.t from program 'echo 7'",
            "do $$ begin delete from core.t; end $$",
            "do $$ begin commit; end $$",
            "call core.p()",
            "select * into core.copied from core.t",
            "create table core.made as select 1 as n",
            "create temporary table made as select 1 as n",
            "select core.f()",
            "select nextval('core.s')",
            "select * from core.t for update",
            "select set_config('transaction_read_only', 'off', false), core.f()",
            "select set_config('role', 'postgres', false), core.f()",
            "select set_config('session_authorization', 'postgres', false)",
            "set role postgres",
            "set session characteristics as transaction read write",
            "reset all",
            "select pg_read_file('/etc/passwd')",
            "select pg_read_binary_file('postgresql.conf')",
            "select pg_ls_dir('.')",
            "select lo_export(1, '/tmp/skyfit-leak')",
            "select lo_import('/etc/passwd')",
            "select pg_reload_conf()",
            "select pg_switch_wal()",
            "select pg_create_restore_point('x')",
            "select pg_stat_reset()",
            "prepare q as delete from core.t",
            "execute q",
            "declare other cursor for select 1",
            "listen x",
            "notify x",
            "lock table core.t",
            "vacuum core.t",
            "load 'x'",
            "create extension dblink",
            "select * from dblink('dbname=skyfit', 'delete from core.t') as t(n int)",
            "create function core.g() returns int language sql as 'select 1'",
            "security label on table core.t is 'x'",
            "comment on table core.t is 'x'",
            "alter system set fsync = off",
            "",
            " ; ",
            "-- nothing");

    /** What the session lets happen, because it is undone at its end. */
    private static final List<String> UNDONE = List.of("select lo_create(4711)", "select lo_from_bytea(4712, 'x')");

    @TempDir
    private static Path home;

    private EmbeddedServer server;

    QuerySessionTest() {
        server = EmbeddedServer.open(Database.serverHome(home), 0, Durability.NONE);
    }

    @BeforeEach
    void fill() throws SQLException {
        asSuperuser("""
                drop schema if exists core cascade;
                drop role if exists owner;
                create role owner login password 'owner-password';
                create schema core authorization owner;
                set role owner;
                create table core.t as select n from generate_series(1, 2500) n;
                create sequence core.s;
                create function core.f() returns int language plpgsql as 'begin delete from core.t; return 1; end';
                create procedure core.p() language plpgsql as 'begin rollback; delete from core.t; commit; end'""");
        server.keep();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void asSuperuser(String sql) throws SQLException {
        DatabaseAddress address = server.address();
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            Query.execute(connection, sql);
        }
    }

    private DatabaseAddress owner() {
        return server.address().withLogin("owner", "owner-password");
    }

    private static final class Seen implements QuerySession.Visitor {
        private final List<String> rows = new ArrayList<>();
        private int columns = -1;

        @Override
        public void begin(ResultSetMetaData found) throws SQLException {
            columns = found.getColumnCount();
        }

        @Override
        public void row(ResultSet row) throws SQLException {
            rows.add(String.valueOf(row.getString(1)));
        }
    }

    private static Seen seen(QuerySession session, String query) throws Exception {
        Seen seen = new Seen();
        session.run(query, LONG, seen);
        return seen;
    }

    static Stream<String> roles() {
        return Stream.of("the reader of the embedded server", "the owner of everything");
    }

    private QuerySession session(String role) {
        return QuerySession.open(role.contains("owner") ? owner() : null, home);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void noAttackChangesAnythingOrLeavesTheRole(String role) throws Exception {
        try (QuerySession session = session(role)) {
            String user = seen(session, "select current_user").rows.get(0);
            for (String attack : ATTACKS) {
                assertThatThrownBy(() -> seen(session, attack)).as(attack).isInstanceOf(QueryException.class);
                assertThat(seen(session, "select current_user || ' ' || count(*) from core.t").rows)
                        .as(attack)
                        .containsExactly(user + " 2500");
            }
            for (String attack : UNDONE) {
                try {
                    seen(session, attack);
                } catch (QueryException refused) {
                    assertThat(refused).as(attack).hasMessageContaining("not run");
                }
            }
        }
        try (QuerySession session = session(role)) {
            assertThat(seen(session, "select count(*) from pg_largeobject_metadata").rows)
                    .containsExactly("0");
            assertThat(seen(session, "select relname from pg_class where relname in ('copied', 'made')").rows)
                    .isEmpty();
        }
        assertThat(Path.of("/tmp/skyfit-leak.csv")).doesNotExist();
        assertThat(Path.of("/tmp/skyfit-leak")).doesNotExist();
        assertThat(Path.of("/tmp/skyfit-pwned")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void whatOnlyReadsIsAnsweredWithAllItsRows(String role) throws Exception {
        try (QuerySession session = session(role)) {
            assertThat(seen(session, "select n from core.t order by n").rows)
                    .hasSize(2500)
                    .endsWith("2500");
            assertThat(seen(session, "values (1), (2);").rows).containsExactly("1", "2");
            assertThat(seen(session, "table core.t").rows).hasSize(2500);
            assertThat(seen(session, "with a as (select 7 as n) select n from a -- done").rows)
                    .containsExactly("7");
            assertThat(seen(session, "show TimeZone").rows).containsExactly("UTC");
            assertThat(seen(session, "explain select * from core.t").rows).isNotEmpty();
            assertThat(seen(session, "select '{\"a\":1}'::jsonb ? 'a', 'x;y', $$;$$, ':a'").rows)
                    .containsExactly("t");
            Seen none = seen(session, "select n, n as m from core.t where false");
            assertThat(none.rows).isEmpty();
            assertThat(none.columns).isEqualTo(2);
        }
    }

    @Test
    void aMistakeIsShownAtItsPlaceAndIsTheQuerysFault() throws Exception {
        try (QuerySession session = session("reader")) {
            assertThatThrownBy(() -> seen(session, "select '😀',\n  colum\nfrom core.t"))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isMalformed()).isTrue())
                    .hasMessageContaining("colum")
                    .hasMessageEndingWith("\n  line 2:   colum\n            ^");
            assertThatThrownBy(() -> seen(session, "select 1 / (n - n) from core.t"))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isMalformed()).isFalse())
                    .hasMessageContaining("zero");
        }
    }

    @Test
    void valuesOfAProgramsQueryAreBoundAndItMayOnlyReadToo() throws Exception {
        try (QuerySession session = session("reader")) {
            Seen seen = new Seen();
            session.answer(
                    "select n from core.t where n = :n and :text <> ''",
                    Map.of("n", 7, "text", "'; delete from core.t; --"),
                    LONG,
                    seen);

            assertThat(seen.rows).containsExactly("7");
            assertThat(session.texts("select n from core.t where n < 3 order by n", LONG))
                    .containsExactly("1", "2");
            assertThatThrownBy(() -> session.texts("delete from core.t returning n", LONG))
                    .isInstanceOf(QueryException.class);
        }
    }

    @Test
    void aTableThatAProgramsQueryDoesNotFindIsOneThatWasNotBuilt() throws Exception {
        try (QuerySession session = session("reader")) {
            assertThatThrownBy(() -> session.texts("select 1 from bi.fact_deal", LONG))
                    .isInstanceOfSatisfying(
                            QueryException.class,
                            e -> assertThat(e.isMalformed()).isFalse())
                    .hasMessageContaining("bi.fact_deal")
                    .hasMessageContaining("skyfit models build");
        }
    }

    @Test
    void aQueryThatTakesTooLongIsEndedWhateverItSetsItself() throws Exception {
        try (QuerySession session = session("reader")) {
            assertThatThrownBy(() -> session.run(
                            "select set_config('statement_timeout', '0', false), pg_sleep(60) from core.t",
                            Duration.ofSeconds(1),
                            new Seen()))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("longer than 1 s");
        }
    }

    @Test
    void aSuperuserAndWhoMayBecomeOneAreRefused() throws Exception {
        assertThatThrownBy(() -> QuerySession.open(server.address(), home))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("PG_READER_USER");
        asSuperuser("grant postgres to owner");
        assertThatThrownBy(() -> QuerySession.open(owner(), home))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("PG_READER_USER");
    }

    @Test
    void theReadersPasswordStaysAndTheOwnersIsStillFound() throws Exception {
        Path pgpass = home.resolve("pg").resolve("pgpass");
        String owner = server.address().password();

        server.readerAddress();
        List<String> first = Files.readAllLines(pgpass);
        server.readerAddress();

        assertThat(first)
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("*:*:*:skyfit_reader:"),
                        line -> assertThat(line).isEqualTo("*:*:*:*:" + owner));
        assertThat(Files.readAllLines(pgpass)).isEqualTo(first);
    }
}
