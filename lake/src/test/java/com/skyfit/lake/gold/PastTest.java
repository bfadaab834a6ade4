package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the history of a table shows of versions that were read. */
final class PastTest {

    private static final Catalog CATALOG = CatalogReader.shipped();
    private static final Source PIPEDRIVE = CATALOG.source("pipedrive");

    private static final String ROWS = """
            select deal_id, stage_id, user_id, status, to_char(valid_from at time zone 'UTC', 'MM-DD'),
                to_char(valid_to at time zone 'UTC', 'MM-DD'), is_current, version_no, evidence
            from core.pd_deals_history order by deal_id, valid_from""";

    /** Where the versions are, to see whether one was written. */
    private static final String PLACES = "select ctid, xmin from stg_pipedrive.pd_deals_versions order by ctid";

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private LakeUnderTest deals;

    @BeforeEach
    void hasNothing() throws Exception {
        deals = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "deals");
    }

    /** A deal that was created on the first of January. */
    private static String deal(int id, String day, int stage, int owner, String status) {
        return deal(id, day, stage, owner, status, "");
    }

    private static String deal(int id, String day, int stage, int owner, String status, String more) {
        return "{\"id\":%d,\"add_time\":\"2026-01-01T00:00:00Z\",\"update_time\":\"2026-%sT00:00:00Z\",\"stage_id\":%d,\"owner_id\":%d,\"status\":\"%s\"%s}"
                .formatted(id, day, stage, owner, status, more);
    }

    private static String deleted(int id, String day) {
        return deal(id, day, 1, 5, "deleted", ",\"is_deleted\":true");
    }

    private static String run(int day) {
        return "202601%02dT060000Z".formatted(day);
    }

    private List<String> history() throws SQLException {
        return database.rows(ROWS);
    }

    @Test
    void aRowIsAStretchOfTimeWithEqualValues() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open")).run();
        deals.bronze("comercial", run(6), deal(1, "01-05", 2, 5, "open")).run();
        deals.bronze("comercial", run(8), deal(1, "01-07", 2, 5, "open", ",\"title\":\"renamed\""))
                .run();
        deals.bronze("comercial", run(11), deal(1, "01-09", 2, 6, "open"), deal(1, "01-10", 2, 6, "won"))
                .run();

        assertThat(history())
                .containsExactly(
                        "1|1|5|open|01-01|01-05|f|1|created",
                        "1|2|5|open|01-05|01-09|f|2|observed",
                        "1|2|6|open|01-09|01-10|f|3|observed",
                        "1|2|6|won|01-10|12-31|t|4|observed");
    }

    @Test
    void aRecordReadLateIsAssumedToHaveHadItsValuesSinceItsCreation() throws Exception {
        deals.bronze("comercial", run(9), deal(1, "01-08", 3, 5, "open")).run();

        assertThat(history()).containsExactly("1|3|5|open|01-01|12-31|t|1|assumed");
    }

    private static final String WON_AND_MOVED =
            ",\"stage_change_time\":\"2026-01-04T00:00:00Z\",\"close_time\":\"2026-01-08T00:00:00Z\"";

    @Test
    void aRecordReadLateMaySayItselfSinceWhenItHasItsValues() throws Exception {
        deals.bronze("comercial", run(11), deal(1, "01-10", 3, 5, "won", WON_AND_MOVED))
                .run();

        assertThat(history())
                .containsExactly(
                        "1|∅|5|open|01-01|01-04|f|1|assumed",
                        "1|3|5|open|01-04|01-08|f|2|assumed",
                        "1|3|5|won|01-08|12-31|t|3|dated");
    }

    @Test
    void whatIsReadOfTheTimeBeforeTakesThePlaceOfWhatWasAssumed() throws Exception {
        deals.bronze("comercial", run(11), deal(1, "01-10", 3, 5, "won", WON_AND_MOVED))
                .run();
        deals.bronze("comercial", run(3), deal(1, "01-02", 1, 5, "open")).run();

        assertThat(history()).containsExactly("1|1|5|open|01-01|01-08|f|1|assumed", "1|3|5|won|01-08|12-31|t|2|dated");
    }

    @Test
    void aChangeBetweenTwoVersionsHappenedWhenTheRecordSays() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open")).run();
        deals.bronze(
                        "comercial",
                        run(9),
                        deal(1, "01-08", 2, 5, "open", ",\"stage_change_time\":\"2026-01-05T00:00:00Z\""))
                .run();

        assertThat(history()).containsExactly("1|1|5|open|01-01|01-05|f|1|created", "1|2|5|open|01-05|12-31|t|2|dated");
    }

    @Test
    void anOlderVersionThatComesLateFindsItsPlace() throws Exception {
        deals.bronze("comercial", run(9), deal(1, "01-08", 3, 5, "open")).run();
        deals.bronze("comercial", run(3), deal(1, "01-02", 1, 5, "open")).run();
        deals.bronze("comercial", run(5), deal(1, "01-04", 3, 5, "open")).run();

        assertThat(history())
                .containsExactly("1|1|5|open|01-01|01-04|f|1|assumed", "1|3|5|open|01-04|12-31|t|2|observed");
    }

    @Test
    void aLateVersionInTheMiddleOfAStretchDividesIt() throws Exception {
        deals.bronze("comercial", run(9), deal(1, "01-02", 1, 5, "open"), deal(1, "01-08", 1, 5, "open"))
                .run();
        deals.bronze("comercial", run(6), deal(1, "01-05", 2, 5, "open")).run();

        assertThat(history())
                .containsExactly(
                        "1|1|5|open|01-01|01-05|f|1|assumed",
                        "1|2|5|open|01-05|01-08|f|2|observed",
                        "1|1|5|open|01-08|12-31|t|3|observed");
    }

    @Test
    void ofTwoStatesWithOneTimeTheOneThatGoldShowsCounts() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open")).run();
        deals.bronze("comercial", run(3), deal(1, "01-01", 2, 5, "open")).run();
        deals.bronze("comercial", run(4), deal(1, "01-01", 1, 5, "open")).run();

        assertThat(history()).containsExactly("1|1|5|open|01-01|12-31|t|1|created");
    }

    @Test
    void aTombstoneEndsTheHistoryAndAReturnContinuesIt() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open"), deal(2, "01-01", 1, 5, "open"))
                .run();
        deals.bronze("comercial", run(5), deleted(1, "01-04"), deleted(2, "01-04"))
                .run();
        deals.bronze("comercial", run(8), deal(2, "01-07", 1, 5, "open")).run();

        assertThat(history())
                .containsExactly(
                        "1|1|5|open|01-01|01-04|f|1|created",
                        "2|1|5|open|01-01|01-04|f|1|created",
                        "2|1|5|open|01-07|12-31|t|2|observed");
    }

    @Test
    void aRecordThatAListingMissesEndsWithTheListingUntilItIsSeenAgain() throws Exception {
        String seen = deal(1, "01-01", 1, 5, "open");
        deals.completeListing("comercial", run(2), seen, deal(2, "01-01", 1, 5, "open"))
                .run();
        deals.completeListing("comercial", run(5), deal(2, "01-01", 1, 5, "open"))
                .run();
        assertThat(history())
                .containsExactly("1|1|5|open|01-01|01-05|f|1|created", "2|1|5|open|01-01|12-31|t|1|created");

        deals.completeListing("comercial", run(7), seen, deal(2, "01-01", 1, 5, "open"))
                .run();

        assertThat(history())
                .containsExactly("1|1|5|open|01-01|12-31|t|1|created", "2|1|5|open|01-01|12-31|t|1|created");
    }

    @Test
    void nothingIsWrittenWhenVersionsAreReadAgain() throws Exception {
        String[] lines = {deal(1, "01-01", 1, 5, "open"), deal(1, "01-05", 2, 5, "open"), deleted(2, "01-03")};
        deals.bronze("comercial", run(6), lines).run();
        List<String> before = database.rows(PLACES);
        List<String> changes = database.rows("select * from ops.history_change");

        deals.bronze("comercial", run(7), lines).run();

        assertThat(database.rows(PLACES)).isEqualTo(before);
        assertThat(database.rows("select * from ops.history_change")).isEqualTo(changes);
    }

    @Test
    void aChangeTellsFromWhenOnTheHistoryReadsOtherwise() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open")).run();
        deals.bronze("comercial", run(6), deal(1, "01-05", 2, 5, "open")).run();

        assertThat(
                        database.rows(
                                "select to_char(affected_from at time zone 'UTC', 'YYYY-MM-DD') from ops.history_change where table_name = 'pd_deals' order by changed_at"))
                .containsExactly("0001-01-01", "2026-01-05");
    }

    @Test
    void theFunctionShowsTheTableAsItStood() throws Exception {
        deals.bronze("comercial", run(9), deal(1, "01-01", 1, 5, "open"), deal(1, "01-05", 2, 5, "open"))
                .run();

        for (String moment : List.of("2025-12-31", "2026-01-01", "2026-01-04 23:59:59.999999", "2026-01-05")) {
            assertThat(database.rows("select stage_id from core.pd_deals_as_of('" + moment + "+00')"))
                    .as(moment)
                    .isEqualTo(
                            moment.startsWith("2025") ? List.of() : List.of(moment.equals("2026-01-05") ? "2" : "1"));
        }
    }

    @Test
    void aWarehouseFilledBeforeHistoryWasKeptGetsItFromAllOfSilver() throws Exception {
        deals.bronze("comercial", run(9), deal(1, "01-01", 1, 5, "open"), deal(1, "01-05", 2, 5, "open"))
                .run();
        List<String> expected = history();
        database.execute("drop view core.pd_deals_history");
        database.execute("drop table stg_pipedrive.pd_deals_versions");
        database.execute("update ops.mapping set fingerprint = 'of an earlier release'");

        assertThat(new Transform(database.get()).changes(PIPEDRIVE, PIPEDRIVE.entity("deals")))
                .extracting(Object::toString)
                .contains("new table: core.pd_deals_history: the history of pd_deals, filled from all of silver");
        deals.run();

        assertThat(history()).isEqualTo(expected);
    }

    @Test
    void aColumnThatTheCatalogAddsIsFilledForAllOfThePast() throws Exception {
        String withTitle = ",\"title\":\"first\"";
        deals.bronze(
                        "comercial",
                        run(9),
                        deal(1, "01-01", 1, 5, "open", withTitle),
                        deal(1, "01-05", 1, 5, "open", ",\"title\":\"second\""))
                .run();
        database.execute("create view public.mine as select deal_id, status from core.pd_deals_history");
        List<String> columns = new ArrayList<>(
                Objects.requireNonNull(PIPEDRIVE.entity("deals").table().history())
                        .columns());
        columns.remove("stage_id");
        columns.add("title");

        Entity changed = withHistory(PIPEDRIVE.entity("deals"), columns);
        new Transform(database.get()).run(PIPEDRIVE, changed);

        assertThat(database.rows("select title, version_no from core.pd_deals_history order by valid_from"))
                .containsExactly("first|1", "second|2");
        assertThat(database.rows("select count(*) from public.mine")).containsExactly("2");
        assertThat(database.rows("select title from core.pd_deals_as_of('2026-01-02+00')"))
                .containsExactly("first");
        database.execute("drop view public.mine");
    }

    private static Entity withHistory(Entity entity, List<String> columns) {
        Table table = entity.table();
        List<Table> tables = new ArrayList<>(entity.tables());
        tables.set(
                0,
                new Table(
                        table.name(),
                        table.description(),
                        table.key(),
                        table.rows(),
                        table.columns(),
                        table.ignored(),
                        table.scopeViews(),
                        table.customFields(),
                        new History("add_time", columns, List.of())));
        return new Entity(
                entity.name(),
                entity.description(),
                entity.apiGeneration(),
                entity.key(),
                entity.version(),
                entity.deleted(),
                entity.absentMeansDeleted(),
                entity.deletions(),
                entity.expectRows(),
                entity.mostQuarantined(),
                entity.mostRequests(),
                entity.optional(),
                entity.listings(),
                tables);
    }

    @Test
    void aTypeIsWidenedUnderTheViewsThatShowIt() throws Exception {
        deals.bronze("comercial", run(2), deal(1, "01-01", 1, 5, "open", ",\"value\":12.5"))
                .run();
        database.execute("drop view core.pd_deals_history");
        database.execute("alter table stg_pipedrive.pd_deals_versions alter column value type numeric(6,2)");
        database.execute(
                "create view public.mine as select value from stg_pipedrive.pd_deals_versions where version_no = 1");

        deals.run();

        assertThat(database.rows("select value from public.mine")).containsExactly("12.50");
        assertThat(database.rows("select value, pg_typeof(value) from core.pd_deals_as_of(now())"))
                .containsExactly("12.50|numeric");
        database.execute("drop view public.mine");
    }

    @Test
    void aRebuildCorrectsWhatWasDamagedAndNothingElse() throws Exception {
        deals.bronze(
                        "comercial",
                        run(9),
                        deal(1, "01-01", 1, 5, "open"),
                        deal(1, "01-05", 2, 5, "open"),
                        deal(2, "01-03", 2, 5, "open"),
                        deal(3, "01-03", 2, 5, "open"))
                .run();
        List<String> expected = history();
        List<String> places = database.rows(PLACES);
        Transform transform = new Transform(database.get());
        transform.rebuild(PIPEDRIVE, PIPEDRIVE.entity("deals"));
        assertThat(database.rows(PLACES)).as("nothing was wrong").isEqualTo(places);
        database.execute("delete from stg_pipedrive.pd_deals_versions where deal_id = 1 and stage_id = 1");
        database.execute("update stg_pipedrive.pd_deals_versions set stage_id = 99 where deal_id = 2");
        database.execute("update stg_pipedrive.pd_deals_versions set _line_no = 77 where deal_id = 3");
        List<Digest> damaged = digest();

        transform.rebuild(PIPEDRIVE, PIPEDRIVE.entity("deals"));

        assertThat(history()).isEqualTo(expected);
        assertThat(digest()).isNotEqualTo(damaged);
    }

    private List<Digest> digest() throws SQLException {
        return Digest.of(database.get(), CATALOG, entity -> entity.name().equals("deals"));
    }

    @Test
    void everyColumnIsDescribed() throws Exception {
        assertThat(database.rows("""
                        select a.attname from pg_attribute a where a.attrelid = 'core.pd_deals_history'::regclass and a.attnum > 0
                            and (col_description(a.attrelid, a.attnum) is null or obj_description(a.attrelid, 'pg_class') is null)""")).isEmpty();
    }
}
