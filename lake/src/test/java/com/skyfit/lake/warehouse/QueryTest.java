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
