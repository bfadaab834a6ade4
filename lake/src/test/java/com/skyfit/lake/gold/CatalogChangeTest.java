package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.schema.SchemaChange;
import com.skyfit.lake.gold.schema.UnsafeCatalogException;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a changed catalog does to tables that hold data. The tables are made unlike the catalog, which is the same change seen from its end. */
final class CatalogChangeTest {

    private static final Catalog CATALOG = CatalogReader.shipped();
    private static final Source PIPEDRIVE = CATALOG.source("pipedrive");
    private static final Source ZENDESK = CATALOG.source("zendesk");
    private static final Entity STAGES = PIPEDRIVE.entity("stages");

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private LakeUnderTest stages;

    @BeforeEach
    void bringsAStageToGold() throws Exception {
        stages = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "stages");
        stages.bronze("comercial", "20260101T060000Z", "{\"id\":1,\"name\":\"first\",\"pipeline_id\":7,\"order_nr\":3}")
                .run();
    }

    private List<String> changes() throws SQLException {
        return new Transform(database.get())
                .changes(PIPEDRIVE, STAGES).stream().map(SchemaChange::toString).toList();
    }

    @Test
    void nothingIsToBeDoneWhereTheTablesAreAsTheCatalogSays() throws Exception {
        assertThat(changes()).isEmpty();
    }

    @Test
    void aMissingTableIsMade() throws Exception {
        database.execute("drop table core.pd_stages cascade");

        assertThat(changes()).singleElement().asString().startsWith("new table: core.pd_stages");
    }

    @Test
    void aNewColumnIsAddedAndFilledFromSilver() throws Exception {
        database.execute("alter table core.pd_stages drop column order_nr cascade");
        database.execute("update ops.mapping set fingerprint = 'older'");

        assertThat(changes())
                .containsExactly(
                        "add column: core.pd_stages.order_nr: integer",
                        "fill again: core.pd_stages: the mapping has changed, 1 silver rows are read again");
        stages.run();
        assertThat(database.rows("select order_nr from core.pd_stages")).containsExactly("3");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aTypeIsWidenedUnderTheViewsThatShowIt() throws Exception {
        database.execute("alter table core.pd_stages alter column pipeline_id type int");
        database.execute("create role reader");
        database.execute("create view public.mine as select pipeline_id from core.pd_stages");
        database.execute("create view public.over_mine as select pipeline_id + 1 as next from public.mine");
        database.execute("grant select on public.mine to reader");
        try {
            assertThat(changes()).containsExactly("widen: core.pd_stages.pipeline_id: integer to bigint");

            stages.run();

            assertThat(changes()).isEmpty();
            assertThat(database.rows("select pg_typeof(pipeline_id), pipeline_id from public.mine"))
                    .containsExactly("bigint|7");
            assertThat(database.rows("select next from public.over_mine")).containsExactly("8");
            assertThat(database.rows("select has_table_privilege('reader', 'public.mine', 'select')"))
                    .containsExactly("t");
        } finally {
            database.execute("drop view public.over_mine, public.mine");
            database.execute("drop role reader");
        }
    }

    @Test
    void commentsFollowTheCatalog() throws Exception {
        database.execute("comment on table core.pd_stages is 'Earlier.'");
        database.execute("comment on column core.pd_stages.order_nr is 'Earlier.'");
        database.execute("comment on column core.pd_stages.is_deleted is null");

        stages.run();

        assertThat(
                        database.rows(
                                "select obj_description('core.pd_stages'::regclass), col_description(attrelid, attnum) from pg_attribute where attrelid = 'core.pd_stages'::regclass and attname in ('order_nr', 'is_deleted') order by attname"))
                .containsExactly(
                        STAGES.table().description()
                                + "|Whether the source reports the record as deleted, or no longer lists it.",
                        STAGES.table().description() + "|"
                                + STAGES.table().column("order_nr").description());
    }

    @Test
    void aNarrowerTypeIsRefusedBeforeAnythingIsDone() throws Exception {
        database.execute("alter table core.pd_stages alter column order_nr type bigint");
        database.execute("alter table core.pd_stages drop column rotten_days");

        assertThatThrownBy(() -> stages.run())
                .isInstanceOf(UnsafeCatalogException.class)
                .hasMessageContaining("core.pd_stages.order_nr: bigint to integer could lose values")
                .hasMessageContaining("nothing was done");
        assertThat(changes()).contains("add column: core.pd_stages.rotten_days: integer");
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        database.execute("alter table core.pd_stages drop constraint pd_stages_pkey");
        database.execute("alter table core.pd_stages add primary key (scope, name)");

        assertThatThrownBy(() -> new Transform(database.get()).refuseUnsafe(CATALOG))
                .isInstanceOf(UnsafeCatalogException.class)
                .hasMessageContaining("its key is scope, name, the catalog says stage_id, scope");
    }

    @Test
    void aColumnThatTheCatalogNoLongerNamesStays() throws Exception {
        database.execute("alter table core.pd_stages add column former text default 'kept'");

        assertThat(changes()).singleElement().asString().startsWith("kept: core.pd_stages.former: text");
        stages.run();
        assertThat(database.rows("select former from core.pd_stages")).containsExactly("kept");
    }

    @Test
    void thePrimaryKeyOfAnEarlierVersionMakesRoomForLongTexts() throws Exception {
        LakeUnderTest tickets = new LakeUnderTest(folder, database.get(), ZENDESK, "tickets")
                .bronze("support", "20260101T060000Z", "{\"id\":1,\"tags\":[\"geral\"]}");
        tickets.run();
        database.execute("drop index core.zd_ticket_tags_ticket_id_scope_text_key_idx");
        database.execute("alter table core.zd_ticket_tags add primary key (ticket_id, tag, scope)");
        database.execute("create view public.tagged as select ticket_id, tag from core.zd_ticket_tags");
        assertThat(new Transform(database.get()).changes(ZENDESK, ZENDESK.entity("tickets")))
                .singleElement()
                .asString()
                .startsWith("new key: core.zd_ticket_tags");
        String tag = new Random(7)
                .ints(5_000, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        tickets.bronze(
                        "support",
                        "20260102T060000Z",
                        "{\"id\":1,\"tags\":[\"geral\",\"%1$s\",\"%1$s\"]}".formatted(tag),
                        "{\"id\":2,\"tags\":[\"" + tag + "\"]}")
                .run();

        assertThat(database.rows("select ticket_id, tag from public.tagged order by 1, 2"))
                .containsExactlyInAnyOrder("1|geral", "1|" + tag, "2|" + tag);
        assertThat(new Transform(database.get()).changes(ZENDESK, ZENDESK.entity("tickets")))
                .isEmpty();
        assertThatThrownBy(() -> database.execute("insert into core.zd_ticket_tags select * from core.zd_ticket_tags"))
                .hasMessageContaining("duplicate key");
    }

    @Test
    void aPrimaryKeyThatAViewNeedsStays() throws Exception {
        LakeUnderTest tickets = new LakeUnderTest(folder, database.get(), ZENDESK, "tickets");
        database.execute("drop index core.zd_ticket_tags_ticket_id_scope_text_key_idx");
        database.execute("alter table core.zd_ticket_tags add primary key (ticket_id, tag, scope)");
        database.execute(
                "create view public.grouped as select ticket_id, tag, is_deleted from core.zd_ticket_tags group by ticket_id, tag, scope");

        tickets.bronze("support", "20260101T060000Z", "{\"id\":1,\"tags\":[\"geral\"]}")
                .run();

        assertThat(database.rows("select tag from public.grouped")).containsExactly("geral");
        assertThat(new Transform(database.get()).changes(ZENDESK, ZENDESK.entity("tickets")))
                .singleElement()
                .asString()
                .startsWith("kept: core.zd_ticket_tags: its primary key");
    }
}
