package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class TransformTest {

    private static final Catalog CATALOG = CatalogReader.shipped();

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private LakeUnderTest deals;

    @BeforeEach
    void laysDownTheTables() throws Exception {
        deals = new LakeUnderTest(folder, database.get(), CATALOG.source("pipedrive"), "deals");
    }

    @Test
    void showsTheNewestVersionByTheSourcesClock() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "new", "2026-01-01T05:00:00Z"))
                .bronze("comercial", "20260102T060000Z", deal(1, "old", "2025-12-31T05:00:00Z"));

        deals.run();

        assertThat(titles()).containsExactly("1|comercial|new");
    }

    @Test
    void endsTheSameWhateverTheOrderOfLoading() throws Exception {
        deals.bronze("comercial", "20260102T060000Z", deal(1, "second", "2026-01-01T05:00:00Z"));
        deals.run();
        deals.bronze("comercial", "20260101T060000Z", deal(1, "first", "2026-01-01T05:00:00Z"));
        deals.run();

        assertThat(titles()).containsExactly("1|comercial|second");
    }

    @Test
    void aKeyWithAPointIsTheSameRecord() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "a", "2026-01-01T05:00:00Z"))
                .bronze(
                        "comercial",
                        "20260102T060000Z",
                        "{\"id\":1.0,\"title\":\"b\"}",
                        "{\"id\":2e0,\"title\":\"c\"}");

        deals.run();

        assertThat(titles()).containsExactly("1|comercial|a", "2|comercial|c");
        assertThat(database.rows("select count(*) from ops.quarantine")).containsExactly("0");
    }

    @Test
    void keepsScopesApart() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "a", "2026-01-01T05:00:00Z"))
                .bronze("expansao", "20260101T060000Z", deal(1, "b", "2026-01-01T05:00:00Z"));

        deals.run();

        assertThat(titles()).containsExactly("1|comercial|a", "1|expansao|b");
    }

    @Test
    void leavesRowsThatDidNotChangeAsTheyWere() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "same", "2026-01-01T05:00:00Z"));
        deals.run();
        List<String> before = database.rows("select _updated_at, _loaded_at from core.pd_deals");
        deals.bronze("comercial", "20260102T060000Z", deal(1, "same", "2026-01-01T05:00:00Z"));

        Transformed again = deals.run();

        assertThat(again).isEqualTo(new Transformed(1, 0, 0, 1, 0, 0));
        assertThat(database.rows("select _updated_at, _loaded_at from core.pd_deals"))
                .isEqualTo(before);
        assertThat(database.rows("select _source_run_id from core.pd_deals")).containsExactly("20260102T060000Z");
    }

    @Test
    void doesNothingWhereNothingIsNew() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "a", "2026-01-01T05:00:00Z"));
        deals.run();

        assertThat(deals.run()).isEqualTo(Transformed.NOTHING);
    }

    @Test
    void keepsTombstonesAsDeletedRows() throws Exception {
        deals.bronze("comercial", "20260101T060000Z", deal(1, "a", "2026-01-01T05:00:00Z"));
        deals.run();
        deals.bronze(
                "comercial",
                "20260102T060000Z",
                "{\"id\":1,\"title\":\"a\",\"status\":\"deleted\",\"is_deleted\":true,\"update_time\":\"2026-01-02T05:00:00Z\"}");
        deals.run();

        assertThat(database.rows("select is_deleted, _deleted_at, deleted from core.pd_deals"))
                .containsExactly("t|2026-01-02 05:00:00+00|t");
    }

    @Test
    void marksWhatACompleteListingNoLongerShowsAndRevivesWhatComesBack() throws Exception {
        LakeUnderTest stages = new LakeUnderTest(folder, database.get(), CATALOG.source("pipedrive"), "stages");
        stages.completeListing("comercial", "20260101T060000Z", stage(1), stage(2));
        stages.run();
        stages.completeListing("comercial", "20260102T060000Z", stage(1));
        assertThat(stages.run().vanished()).isEqualTo(1);
        assertThat(database.rows("select stage_id, is_deleted, _deleted_at from core.pd_stages order by 1"))
                .containsExactly("1|f|∅", "2|t|2026-01-02 06:00:00+00");

        stages.completeListing("comercial", "20260103T060000Z", stage(1), stage(2));
        stages.run();

        assertThat(database.rows("select stage_id, is_deleted, _deleted_at from core.pd_stages order by 1"))
                .containsExactly("1|f|∅", "2|f|∅");
    }

    @Test
    void makesAValueThatDoesNotFitNullAndRecordsIt() throws Exception {
        deals.bronze(
                "comercial",
                "20260101T060000Z",
                "{\"id\":1,\"title\":\"a\",\"value\":\"muito\",\"update_time\":\"2026-01-01T05:00:00Z\"}",
                "{\"id\":2,\"title\":\"b\",\"value\":10.5,\"update_time\":\"2026-01-01T05:00:00Z\"}");

        Transformed done = deals.run();

        assertThat(done.badValues()).isEqualTo(1);
        assertThat(database.rows("select deal_id, value from core.pd_deals order by 1"))
                .containsExactly("1|∅", "2|10.50");
        assertThat(database.rows(
                        "select stage, line_no, reason, table_name, key, column_name, received from ops.quarantine"))
                .containsExactly("transform|1|not a numeric(18,2)|core.pd_deals|1|value|muito");
    }

    @Test
    void keepsUnknownFieldsAndReportsThem() throws Exception {
        deals.bronze(
                "comercial",
                "20260101T060000Z",
                "{\"id\":1,\"update_time\":\"2026-01-01T05:00:00Z\",\"novidade\":{\"a\":1},\"custom_fields\":{\"abc\":7}}");

        deals.run();

        assertThat(database.rows("select custom_fields from core.pd_deals"))
                .containsExactly("{\"abc\": 7, \"novidade\": {\"a\": 1}}");
        assertThat(database.rows("select source, entity, field, json_type from ops.drift"))
                .containsExactly("pipedrive|deals|novidade|object");
    }

    @Test
    void readsThePayloadsOfBothApiGenerations() throws Exception {
        deals.bronze(
                "comercial",
                "20200101T060000Z",
                "{\"id\":1,\"user_id\":{\"id\":5,\"value\":5},\"org_id\":{\"name\":\"x\",\"value\":9},\"active\":true,\"deleted\":false,"
                        + "\"update_time\":\"2019-11-28 16:19:50\",\"close_time\":\"0000-00-00 00:00:00\",\"next_activity_time\":\"\"}",
                "{\"id\":2,\"owner_id\":5,\"org_id\":9,\"status\":\"open\",\"is_deleted\":false,\"update_time\":\"2026-01-01T05:00:00Z\"}");

        deals.run();

        assertThat(
                        database.rows(
                                "select deal_id, user_id, org_id, active, deleted, update_time, close_time from core.pd_deals order by 1"))
                .containsExactly("1|5|9|t|f|2019-11-28 16:19:50+00|∅", "2|5|9|t|f|2026-01-01 05:00:00+00|∅");
    }

    @Test
    void replacesTheRowsOfAChildTableAsASet() throws Exception {
        LakeUnderTest tickets = new LakeUnderTest(folder, database.get(), CATALOG.source("zendesk"), "tickets");
        tickets.bronze("support", "20260101T060000Z", ticket(1, 1767225600, "\"a\",\"b\",\"b\""));
        tickets.run();
        assertThat(tags()).containsExactly("1|a", "1|b");

        tickets.bronze("support", "20260102T060000Z", ticket(1, 1767312000, "\"b\",\"c\""));
        tickets.run();

        assertThat(tags()).containsExactly("1|b", "1|c");
    }

    @Test
    void sendsLinesThatSilverCannotTakeToQuarantineAndLoadsTheirNeighbours() throws Exception {
        deals.bronze(
                "comercial",
                "20260101T060000Z",
                deal(1, "a", "2026-01-01T05:00:00Z"),
                "{\"id\":2,\"title\":\"\\u0000\"}",
                "not json",
                "{\"title\":\"no key\"}",
                "[1]",
                "",
                deal(3, "tab\\there \\\\ back", "2026-01-01T05:00:00Z"));

        deals.run();

        assertThat(database.rows(
                        "select line_no, reason, convert_from(received_bytes, 'UTF8') from ops.quarantine order by 1"))
                .containsExactly(
                        "3|invalid input syntax for type json: Token \"not\" is invalid.|not json",
                        "4|no business key: id is absent|{\"title\":\"no key\"}",
                        "5|not an object but of type array|[1]",
                        "6|invalid input syntax for type json: The input string ended unexpectedly.|");
        assertThat(titles()).containsExactly("1|comercial|a", "2|comercial|\uFFFD", "3|comercial|tab\there \\ back");
        assertThat(database.rows("select lines, loaded_lines, quarantined_lines from ops.file"))
                .containsExactly("7|3|4");
    }

    @Test
    void identifiesRecordsByATextWhereTheCatalogSaysSo() throws Exception {
        LakeUnderTest fields = new LakeUnderTest(folder, database.get(), CATALOG.source("pipedrive"), "deal_fields");
        fields.completeListing(
                "comercial",
                "20260101T060000Z",
                "{\"field_code\":\"status\",\"field_name\":\"Status\",\"options\":[{\"id\":\"open\",\"label\":\"Aberto\"},{\"id\":7,\"label\":\"x\"}]}",
                "{\"field_code\":12}",
                "{\"field_code\":\"\"}",
                "{\"field_name\":\"no code\"}");

        fields.run();

        assertThat(database.rows("select field_code, field_name from core.pd_deal_fields"))
                .containsExactly("status|Status");
        assertThat(database.rows("select field_code, option_id, label from core.pd_deal_field_options order by 2"))
                .containsExactly("status|7|x", "status|open|Aberto");
        assertThat(database.rows("select line_no, reason from ops.quarantine order by 1"))
                .containsExactly(
                        "2|no business key: field_code is 12",
                        "3|no business key: field_code is \"\"",
                        "4|no business key: field_code is absent");
    }

    private List<String> titles() throws Exception {
        return database.rows("select deal_id, scope, title from core.pd_deals order by 1, 2");
    }

    private List<String> tags() throws Exception {
        return database.rows("select ticket_id, tag from core.zd_ticket_tags order by 1, 2");
    }

    private static String deal(int id, String title, String updated) {
        return "{\"id\":%d,\"title\":\"%s\",\"status\":\"open\",\"is_deleted\":false,\"update_time\":\"%s\"}"
                .formatted(id, title, updated);
    }

    private static String stage(int id) {
        return "{\"id\":%d,\"name\":\"s\",\"is_deleted\":false,\"update_time\":null}".formatted(id);
    }

    private static String ticket(int id, long generated, String tags) {
        return "{\"id\":%d,\"status\":\"open\",\"generated_timestamp\":%d,\"tags\":[%s],\"custom_fields\":[{\"id\":7,\"value\":[\"x\"]}]}"
                .formatted(id, generated, tags);
    }
}
