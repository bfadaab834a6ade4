package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = database.get().connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aParameterIsBoundWhereverItOccurs() throws SQLException {
        String found = Query.of(connection, "select :a || :b || :a as joined")
                .bind("a", "x'")
                .bind("b", "\"y")
                .one(row -> row.text("joined"));
        assertThat(found).isEqualTo("x'\"yx'");
    }

    @Test
    void aColonInATextACommentOrACastIsNoParameter() throws SQLException {
        String found = Query.of(connection, "select ':b' || :a::text as joined -- :c")
                .bind("a", 1)
                .one(row -> row.text("joined"));
        assertThat(found).isEqualTo(":b1");
    }

    @Test
    void momentsTextsInAListAndNullsAreBound() throws SQLException {
        Instant now = Instant.parse("2026-03-02T10:00:00.123456Z");
        String found = Query.of(
                        connection,
                        "select :at::timestamptz as at, cardinality(:names::text[]) as n, :none::text as none")
                .bind("at", now)
                .bind("names", List.of("a", "b"))
                .bind("none", null)
                .one(row -> row.instant("at") + " " + row.number("n") + " " + row.textOrNull("none"));
        assertThat(found).isEqualTo("2026-03-02T10:00:00.123456Z 2 null");
    }

    @Test
    void rowsComeInTheirOrder() throws SQLException {
        assertThat(Query.of(connection, "select n from generate_series(1, :most::int) n order by n desc")
                        .bind(Map.of("most", 3))
                        .list(row -> row.number("n")))
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void anUpdateTellsHowManyRowsItWrote() throws SQLException {
        Query.of(connection, "create temporary table t (n int)").update();
        assertThat(Query.of(connection, "insert into t select generate_series(1, 5)")
                        .update())
                .isEqualTo(5);
    }

    @Test
    void aBatchIsRunOnceForEachOfItsParameters() throws SQLException {
        Query.of(connection, "create temporary table t (word text, n int, of text)")
                .update();

        Query.of(connection, "insert into t (word, n, of) values (:word, :n, :of)")
                .bind("of", "all")
                .updateEach(List.of(Map.of("word", "a", "n", 1), Map.of("word", "b", "n", 2)));
        Query.of(connection, "insert into t (word) values (:word)").updateEach(List.of());

        assertThat(Query.of(connection, "select word || n || of as row from t order by n")
                        .list(row -> row.text("row")))
                .containsExactly("a1all", "b2all");
    }

    @Test
    void aBatchWhoseParametersDifferIsRefused() throws SQLException {
        assertThatThrownBy(() -> Query.of(connection, "select cast(:a as text) || cast(:b as text)")
                        .updateEach(List.of(Map.of("a", "1", "b", "2"), Map.of("a", "1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a]");
    }

    @Test
    void arraysOfNumbersAreBoundAndArraysOfTextsRead() throws SQLException {
        List<String> found = Query.of(
                        connection,
                        "select array(select n::text from generate_series(1, 5) n where n = any (:wanted)) as texts, null::text[] as none")
                .bind("wanted", new int[] {2, 4})
                .one(row -> {
                    assertThat(row.texts("none")).isEmpty();
                    return row.texts("texts");
                });
        assertThat(found).containsExactly("2", "4");
    }

    @Test
    void aLongTextInAStatementIsNoTrouble() throws SQLException {
        String text = "it''s :long ".repeat(50_000);
        long length = Query.of(connection, "select length('" + text + "') as n, :a::text as a")
                .bind("a", "x")
                .one(row -> row.number("n"));
        assertThat(length).isEqualTo(text.length() - 50_000);
    }

    @Test
    void aStatementOfSomebodyElseIsRunAsItIs() throws SQLException {
        Query.execute(
                connection,
                "create temporary view v as select (array[1, 2, 3])[1:2] as some, '{\"a\": 1}'::jsonb ? 'a' as has");

        boolean has = Query.of(connection, "select has from v").one(row -> row.flag("has"));
        assertThat(has).isTrue();
        assertThatThrownBy(() -> Query.execute(connection, "select 1 / 0")).hasMessageEndingWith("(in: select 1 / 0)");
    }

    @Test
    void aFailingStatementIsNamedAndKeepsItsState() {
        assertThatThrownBy(() -> Query.of(connection, "select  1 /\n :zero::int")
                        .bind("zero", 0)
                        .update())
                .hasMessageContaining("division by zero")
                .hasMessageEndingWith("(in: select 1 / :zero::int)")
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22012"));
    }

    @Test
    void aParameterWithoutAValueAndAValueWithoutAPlaceAreNamed() {
        assertThatThrownBy(() -> Query.of(connection, "select :a").bind("b", 1).update())
                .hasMessage("Parameters without a value: [a], without a place: [b] (in: select :a)");
    }

    @Test
    void oneRowMeansOne() {
        assertThatThrownBy(() -> Query.of(connection, "select 1 where false").one(row -> row.number("n")))
                .hasMessageContaining("Expected one row, found 0");
    }
}
