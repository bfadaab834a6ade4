package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.models.Materialization;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelBuilderTest {

    /** Gives up soon, for tests in which readers stay. */
    private static final ReaderGap SHORT = new ReaderGap(2, Duration.ofMillis(1));

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @BeforeEach
    void rawTables() throws SQLException {
        database.execute("""
                create schema raw;
                create table raw.deals (id int, status text, value numeric);
                insert into raw.deals values (1, 'open', 10), (2, 'won', 20), (3, 'won', 30)""");
    }

    private Built build(Model model) throws Exception {
        return new ModelBuilder(database.get(), List.of()).build(model, false);
    }

    private static Model byStatus(String config) {
        return TestProject.single(
                "sums",
                "{{ config(" + config + ") }}\n"
                        + "select status, sum(value) as total from {{ source('raw', 'deals') }} group by status");
    }

    private List<String> sums() throws SQLException {
        return database.rows("select * from core.sums order by 1");
    }

    @ParameterizedTest
    @EnumSource(Materialization.class)
    void everyKindShowsTheQuerysRowsAlsoWhenTheyHaveChanged(Materialization kind) throws Exception {
        Model model = byStatus("materialized='" + kind.text() + "', unique_key='status', indexes="
                + (kind == Materialization.VIEW ? "[]" : "[{'columns': ['status'], 'unique': true}]"));
        build(model);
        assertThat(sums()).containsExactly("open|10", "won|50");

        database.execute("update raw.deals set value = 11 where id = 1; insert into raw.deals values (4, 'lost', 5)");
        build(model);

        assertThat(sums()).containsExactly("lost|5", "open|11", "won|50");
    }

    @ParameterizedTest
    @EnumSource(Materialization.class)
    void everyKindMayTakeThePlaceOfEveryOtherUnderItsReaders(Materialization kind) throws Exception {
        database.execute("create role analyst");
        try {
            for (Materialization before : Materialization.values()) {
                build(byStatus("unique_key='status', materialized='" + before.text() + "'"));
                database.execute("grant select on core.sums to analyst");
                database.execute("create or replace view public.over_it as select total from core.sums");

                build(byStatus("unique_key='status', materialized='" + kind.text() + "'"));

                assertThat(database.rows("select sum(total) from public.over_it"))
                        .containsExactly("60");
                assertThat(database.rows("select has_table_privilege('analyst', 'core.sums', 'select')"))
                        .containsExactly("t");
            }
        } finally {
            database.execute("drop owned by analyst; drop role analyst");
        }
    }

    @Test
    void aTableIsWrittenWhereItDiffersOnly() throws Exception {
        Model model = TestProject.single(
                "copy", "{{ config(materialized='table') }} select id, status from {{ source('raw', 'deals') }}");
        build(model);
        database.execute(
                "insert into raw.deals values (2, 'won', 1), (5, 'open', 1); delete from raw.deals where id = 3");
        List<String> before = database.rows("select ctid from core.copy where id = 1");

        assertThat(build(model).written()).isEqualTo(3);

        assertThat(database.rows("select id, status from core.copy order by 1"))
                .containsExactly("1|open", "2|won", "2|won", "5|open");
        assertThat(database.rows("select ctid from core.copy where id = 1")).isEqualTo(before);
        assertThat(build(model).written()).isZero();
    }

    @Test
    void aTableOfAnotherShapeTakesThePlaceWithWhatDependsOnIt() throws Exception {
        build(TestProject.single(
                "t", "{{ config(materialized='table') }} select id from {{ source('raw', 'deals') }}"));
        database.execute("create view public.over_t as select id from core.t");
        database.execute("create materialized view public.kept as select count(*) as n from public.over_t");
        database.execute("create unique index on public.kept (n)");
        database.execute("comment on view public.over_t is 'mine'");

        build(
                TestProject.single(
                        "t",
                        "{{ config(materialized='table') }} select status, id::bigint as id from {{ source('raw', 'deals') }}"));

        assertThat(database.rows("select * from public.over_t order by 1")).containsExactly("1", "2", "3");
        assertThat(database.rows("select n from public.kept")).containsExactly("3");
        assertThat(database.rows("select obj_description('public.over_t'::regclass), count(*) from pg_index"
                        + " where indrelid = 'public.kept'::regclass"))
                .containsExactly("mine|1");
    }

    @Test
    void aShapeThatBreaksWhatOthersBuiltIsRefusedAndAllStays() throws Exception {
        build(TestProject.single("v", "select id, status from {{ source('raw', 'deals') }}"));
        database.execute("create view public.over_v as select status from core.v");

        assertThatThrownBy(() -> build(TestProject.single("v", "select id from {{ source('raw', 'deals') }}")))
                .hasMessageContaining("status");

        assertThat(database.rows("select count(*) from public.over_v")).containsExactly("3");
        assertThat(database.rows("select count(status) from core.v")).containsExactly("3");
    }

    @Test
    void aModelThatWasRewrittenForTheNewShapeTakesItAtOnce() throws Exception {
        String[] before = {
            "models/below.sql",
                    "{{ config(materialized='table') }} select id, status from {{ source('raw', 'deals') }}",
            "models/above.sql", "select status from {{ ref('below') }}"
        };
        String[] after = {
            "models/below.sql",
                    "{{ config(materialized='table') }} select id, status as state from {{ source('raw', 'deals') }}",
            "models/above.sql", "select state from {{ ref('below') }}"
        };
        build(TestProject.model("below", before));
        build(TestProject.model("above", before));
        ModelBuilder builder =
                new ModelBuilder(database.get(), TestProject.of(after).models());

        builder.build(TestProject.model("below", after), false);

        assertThat(database.rows("select count(state) from core.above")).containsExactly("3");
        builder.build(TestProject.model("above", after), false);
        assertThat(database.rows("select count(state) from core.above")).containsExactly("3");
    }

    private static Model incremental(String config) {
        return TestProject.single(
                "new_ones",
                "{{ config(materialized='incremental', " + config + ") }}\n"
                        + "select id, status from {{ source('raw', 'deals') }}\n"
                        + "{% if is_incremental() %}where id >= (select max(id) from {{ this }}){% endif %}");
    }

    private List<String> afterAChange(String config) throws Exception {
        Model model = incremental(config);
        build(model);
        database.execute("""
                update raw.deals set status = 'lost' where id in (1, 3);
                insert into raw.deals values (4, 'open', 1)""");
        build(model);
        return database.rows("select id, status from core.new_ones order by 1, 2");
    }

    @Test
    void appendedRowsStandBesideEarlierOnes() throws Exception {
        assertThat(afterAChange("incremental_strategy='append'"))
                .containsExactly("1|open", "2|won", "3|lost", "3|won", "4|open");
    }

    @Test
    void deletedAndInsertedRowsTakeThePlaceOfThoseOfTheirKey() throws Exception {
        assertThat(afterAChange("unique_key='id'")).containsExactly("1|open", "2|won", "3|lost", "4|open");
    }

    @Test
    void mergedRowsChangeThoseOfTheirKey() throws Exception {
        assertThat(afterAChange("unique_key=['id'], incremental_strategy='merge'"))
                .containsExactly("1|open", "2|won", "3|lost", "4|open");
    }

    @Test
    void aMergeWritesNoRowThatIsTheSame() throws Exception {
        Model model = incremental("unique_key='id', incremental_strategy='merge'");
        build(model);

        assertThat(build(model).written()).isZero();
    }

    @Test
    void aMergeOfDoubledKeysIsRefusedWithOneOfThem() throws Exception {
        Model model = incremental("unique_key='id', incremental_strategy='merge'");
        build(model);
        database.execute("insert into raw.deals values (7, 'won', 1), (7, 'lost', 1)");

        assertThatThrownBy(() -> build(model))
                .hasMessageContaining(
                        "more than one row of a unique_key (\"id\"), or one in which it is null, such as: \"7\"");
    }

    @Test
    void aChangedIncrementalModelIsComputedCompletely() throws Exception {
        build(incremental("unique_key='id'"));
        database.execute("update raw.deals set status = 'lost' where id = 1");

        build(TestProject.single("new_ones", """
                {{ config(materialized='incremental', unique_key='id') }}
                select id, upper(status) as status from {{ source('raw', 'deals') }}
                {% if is_incremental() %}where false{% endif %}"""));

        assertThat(database.rows("select status from core.new_ones order by id"))
                .containsExactly("LOST", "WON", "WON");
    }

    @Test
    void newRowsOfAnotherShapeMakeAnIncrementalModelCompleteAgain() throws Exception {
        Model model = incremental("unique_key='id'");
        build(model);
        database.execute(
                "alter table raw.deals alter id type bigint; insert into raw.deals values (5000000000, 'open', 1)");

        build(model);

        assertThat(database.rows("select id from core.new_ones order by 1"))
                .containsExactly("1", "2", "3", "5000000000");
    }

    @Test
    void aFullRefreshComputesAllRowsOfAnIncrementalModel() throws Exception {
        Model model = incremental("unique_key='id'");
        build(model);
        database.execute("update raw.deals set status = 'lost' where id = 1");

        assertThat(new ModelBuilder(database.get(), List.of())
                        .build(model, true)
                        .written())
                .isEqualTo(2);

        assertThat(database.rows("select status from core.new_ones where id = 1"))
                .containsExactly("lost");
    }

    @Test
    void readersWaitForNothingWhileRowsChange() throws Exception {
        for (String kind : List.of("table", "incremental", "materialized_view")) {
            Model model = TestProject.single(
                    kind + "_read",
                    "{{ config(materialized='" + kind
                            + "', unique_key='id', indexes=[{'columns': ['id'], 'unique': true}]) }}"
                            + " select id, status from {{ source('raw', 'deals') }}");
            build(model);
            try (Connection reader = database.get().connect();
                    Statement statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement
                        .executeQuery("select * from " + model.relation().sql())
                        .close();
                database.execute("update raw.deals set status = status || '!'");

                // The reader's transaction is open and holds its lock to the end of the build.
                new ModelBuilder(database.get(), List.of(), SHORT).build(model, false);

                statement.execute("set local lock_timeout = '1ms'");
                try (var rows = statement.executeQuery(
                        "select status from " + model.relation().sql() + " where id = 1")) {
                    rows.next();
                    assertThat(rows.getString(1)).endsWith("!");
                }
                reader.rollback();
            }
        }
    }

    @Test
    void aChangeOfPlacesGivesUpForReadersWhoStayAndSucceedsWhenTheyAreGone() throws Exception {
        Model first = TestProject.single("t", "{{ config(materialized='table') }} select 1 as a");
        Model other = TestProject.single("t", "{{ config(materialized='table') }} select 1 as a, 2 as b");
        build(first);
        try (Connection reader = database.get().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("select * from core.t").close();

            assertThatThrownBy(() -> new ModelBuilder(database.get(), List.of(), SHORT).build(other, false))
                    .hasMessageContaining("Readers left no gap to change core.t in 2 attempts");

            // Nobody waits behind the build that has given up.
            statement.execute("set local lock_timeout = '1ms'");
            statement.executeQuery("select a from core.t").close();
            reader.rollback();
        }

        new ModelBuilder(database.get(), List.of(), SHORT).build(other, false);
        assertThat(database.rows("select a, b from core.t")).containsExactly("1|2");
    }

    @Test
    void aReaderSeesTheRowsBeforeOrAfterAndNeverNone() throws Exception {
        build(TestProject.single("t", "{{ config(materialized='table') }} select generate_series(1, 100) as a"));
        try (Connection reader = database.get().connect();
                Statement statement = reader.createStatement()) {
            Thread[] building = new Thread[1];
            Throwable[] failure = new Throwable[1];
            building[0] = new Thread(() -> {
                try {
                    for (int i = 2; i < 12; i++) {
                        // Every build has another shape, so that places change each time.
                        build(TestProject.single(
                                "t",
                                "{{ config(materialized='table') }} select generate_series(1, 100) as a, " + i + " as b"
                                        + i));
                    }
                } catch (Exception e) {
                    failure[0] = e;
                }
            });
            building[0].start();
            int looks = 0;
            while (building[0].isAlive()) {
                try (var rows = statement.executeQuery("select count(*) from core.t")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(100);
                    looks++;
                }
            }
            building[0].join();
            assertThat(failure[0]).isNull();
            assertThat(looks).isPositive();
        }
    }

    @Test
    void descriptionsBecomeComments() throws Exception {
        String[] files = {
            "models/sums.sql", "select status, count(*) as n from {{ source('raw', 'deals') }} group by status",
            "models/sums.yml", """
            models:
              - name: sums
                description: "Deals, it's said, by status."
                columns: [{name: n, description: How many.}]
            """
        };

        build(TestProject.model("sums", files));

        assertThat(database.rows(
                        "select obj_description('core.sums'::regclass), col_description('core.sums'::regclass, 2)"))
                .containsExactly("Deals, it's said, by status.|How many.");
    }

    @Test
    void aDescribedColumnThatThereIsNotFailsTheModel() {
        Model model = TestProject.model(
                "sums",
                "models/sums.sql",
                "select 1 as n",
                "models/sums.yml",
                "models: [{name: sums, columns: [{name: gone, description: x}]}]");

        assertThatThrownBy(() -> build(model)).hasMessageContaining("\"gone\"");
    }

    @Test
    void whatNoModelMadeIsNotReplaced() throws Exception {
        database.execute(
                "create schema if not exists core; create table core.sums (a int); insert into core.sums values (1)");

        assertThatThrownBy(() -> build(byStatus("materialized='table'")))
                .hasMessageContaining("core.sums is there and no model made it (table)");
        assertThat(sums()).containsExactly("1");
    }

    @Test
    void aViewThatTheCatalogOnceMadeIsTakenOver() throws Exception {
        database.execute("create schema if not exists core; create view core.sums as select 1 as a");
        database.execute("insert into ops.gold_view (view_name, fingerprint) values ('sums', 'x')");

        build(byStatus("materialized='view'"));

        assertThat(sums()).hasSize(2);
    }

    @Test
    void aViewThatHasNotChangedIsLeftAlone() throws Exception {
        assertThat(build(byStatus("materialized='view'")).made()).isTrue();
        assertThat(build(byStatus("materialized='view'")).made()).isFalse();
    }

    @Test
    void aQueryThatFailsLeavesAllAsItWas() throws Exception {
        build(byStatus("materialized='table'"));

        assertThatThrownBy(() ->
                        build(TestProject.single("sums", "{{ config(materialized='table') }} select 1 / 0 as status")))
                .hasMessageContaining("division by zero");

        assertThat(sums()).containsExactly("open|10", "won|50");
    }

    @Test
    void aSchemaIsMadeWhereItIsMissing() throws Exception {
        build(TestProject.single("t", "{{ config(schema='marts', materialized='table') }} select 1 as a"));

        assertThat(database.rows("select a from marts.t")).containsExactly("1");
    }

    @Test
    void aColumnMayBeCalledAnything() throws Exception {
        Model model = TestProject.single(
                "letters",
                "{{ config(materialized='table') }}\nselect 1 as a, 2 as t, value as v from {{ source('raw', 'deals') }} where id = 1");
        build(model);

        assertThat(build(model).written()).isZero();
        database.execute("update raw.deals set value = 12 where id = 1");
        build(model);

        assertThat(database.rows("select a, t, v from core.letters")).containsExactly("1|2|12");
    }

    @ParameterizedTest
    @EnumSource(Materialization.class)
    void aQueryCannotWrite(Materialization kind) throws Exception {
        Model model = TestProject.single(
                "taker",
                "{{ config(materialized='" + kind.text() + "') }}\n"
                        + "with taken as (delete from {{ source('raw', 'deals') }} returning *) select * from taken");

        assertThatThrownBy(() -> build(model)).isInstanceOf(SQLException.class);
        assertThat(database.rows("select count(*) from raw.deals")).containsExactly("3");
    }

    @Test
    void rowLevelSecurityIsNotLostToANewShape() throws Exception {
        build(byStatus("materialized='table'"));
        database.execute("alter table core.sums enable row level security");

        assertThatThrownBy(() -> build(TestProject.single(
                        "sums", "{{ config(materialized='table') }}\nselect status from {{ source('raw', 'deals') }}")))
                .hasMessageContaining("row level security");
        assertThat(build(byStatus("materialized='table'")).made()).isFalse();
    }
}
