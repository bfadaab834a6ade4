package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The facts of the past, made of versions that were read. Local time is three hours behind UTC. */
final class PastFactsTest {

    private static final Catalog CATALOG = CatalogReader.shipped();

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeUnderTest deals;
    private LakeUnderTest tickets;

    @BeforeEach
    void stages() throws Exception {
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("models/dbt_project.yml"), "vars: {daily_facts_from: '2024-01-01'}\n");
        for (Source source : CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                new Transform(database.get()).prepare(source, entity);
            }
        }
        ScopeNumbers.give(database.get(), List.of("comercial", "support"));
        Source pipedrive = CATALOG.source("pipedrive");
        deals = new LakeUnderTest(folder.resolve("deals"), database.get(), pipedrive, "deals");
        tickets = new LakeUnderTest(folder.resolve("tickets"), database.get(), CATALOG.source("zendesk"), "tickets");
        LakeUnderTest stages = new LakeUnderTest(folder.resolve("stages"), database.get(), pipedrive, "stages");
        stages.bronze("comercial", "20240301T060000Z", stage(1, 1, 10), stage(2, 2, 50), stage(3, 3, 80))
                .run();
        stages.bronze(
                        "comercial",
                        "20240312T060000Z",
                        "{\"id\":3,\"pipeline_id\":1,\"name\":\"S3\",\"order_nr\":3,\"deal_probability\":90,\"add_time\":\"2024-01-01T00:00:00Z\",\"update_time\":\"2024-03-11T03:00:00Z\"}")
                .run();
    }

    private static String stage(int id, int order, int probability) {
        return "{\"id\":%d,\"pipeline_id\":1,\"name\":\"S%d\",\"order_nr\":%d,\"deal_probability\":%d,\"add_time\":\"2024-01-01T00:00:00Z\"}"
                .formatted(id, id, order, probability);
    }

    private static String deal(int id, String update, int stage, String status, int value) {
        return "{\"id\":%d,\"add_time\":\"2024-03-04T12:00:00Z\",\"update_time\":\"2024-%sZ\",\"pipeline_id\":1,\"stage_id\":%d,\"owner_id\":5,\"status\":\"%s\",\"value\":%d,\"currency\":\"BRL\"%s}"
                .formatted(id, update, stage, status, value, status.equals("deleted") ? ",\"is_deleted\":true" : "");
    }

    private static String ticket(int id, String status, String group, long second) {
        return "{\"id\":%d,\"status\":\"%s\",\"group_id\":%s,\"created_at\":\"2024-03-08T18:00:00Z\",\"generated_timestamp\":%d}"
                .formatted(id, status, group, second);
    }

    private void build(boolean completely) throws Exception {
        List<Model> models = ProjectReader.read(folder, CATALOG).models();
        for (Model model : models) {
            new ModelBuilder(database.get(), models).build(model, completely);
        }
    }

    @Test
    void aStayInAStageSaysHowTheDealCameAndLeft() throws Exception {
        deals.bronze(
                        "comercial",
                        "20240320T060000Z",
                        deal(1, "03-04T12:00:00", 1, "open", 100),
                        deal(1, "03-05T12:00:00", 2, "open", 100),
                        deal(1, "03-06T12:00:00", 2, "open", 200),
                        deal(1, "03-07T13:30:00", 1, "open", 200),
                        deal(1, "03-08T12:00:00", 3, "open", 300),
                        deal(1, "03-09T12:00:00", 3, "lost", 300),
                        deal(1, "03-10T12:00:00", 3, "open", 300),
                        deal(1, "03-11T12:00:00", 3, "deleted", 300))
                .run();

        build(false);

        assertThat(
                        database.rows(
                                "select visit_no, stage_key / 64, is_first_visit, entered_date_key, hours_in_stage, entered_by, left_by, value, evidence from bi.fact_deal_stage_period order by visit_no"))
                .containsExactly(
                        "1|1|t|20240304|24.00|created|forward|100.00|created",
                        "2|2|t|20240305|49.50|forward|back|200.00|observed",
                        "3|1|f|20240307|22.50|back|forward|200.00|observed",
                        "4|3|t|20240308|24.00|forward|lost|300.00|observed",
                        "5|3|f|20240310|24.00|reopened|deleted|300.00|observed");
    }

    @Test
    void aDayHasTheDealsThatWereOpenAtItsEnd() throws Exception {
        deals.bronze(
                        "comercial",
                        "20240320T060000Z",
                        deal(1, "03-04T12:00:00", 3, "open", 100),
                        // 2 h 59 of the 12th in UTC is one minute before midnight of the 11th.
                        deal(1, "03-12T02:59:00", 3, "won", 100),
                        deal(2, "03-04T12:00:00", 2, "open", 10),
                        deal(2, "03-12T03:00:00", 2, "lost", 10))
                .run();

        build(false);

        assertThat(
                        database.rows(
                                "select date_key, deal_key, open_deals, value, weighted_value from bi.fact_deal_daily where date_key between 20240309 and 20240313 order by 1, 2"))
                .containsExactly(
                        "20240309|65|1|100.00|80.00",
                        "20240309|129|1|10.00|5.00",
                        "20240310|65|1|100.00|80.00",
                        "20240310|129|1|10.00|5.00",
                        "20240311|129|1|10.00|5.00",
                        "20240312|0|0|∅|∅",
                        "20240313|0|0|∅|∅");
    }

    @Test
    void theProbabilityIsThatOfTheDay() throws Exception {
        deals.bronze("comercial", "20240320T060000Z", deal(1, "03-04T12:00:00", 3, "open", 100))
                .run();

        build(false);

        assertThat(
                        database.rows(
                                "select date_key, weighted_value from bi.fact_deal_daily where date_key between 20240310 and 20240311 order by 1"))
                .containsExactly("20240310|80.00", "20240311|90.00");
    }

    @Test
    void businessMinutesAreThoseWithinBusinessHours() throws Exception {
        // Friday 15:00 in São Paulo, Monday 10:30, Monday 20:00.
        tickets.bronze(
                        "support",
                        "20240320T060000Z",
                        ticket(1, "new", "null", 1709920800),
                        ticket(1, "open", "7", 1710163800),
                        ticket(1, "solved", "7", 1710198000))
                .run();

        build(false);

        assertThat(
                        database.rows(
                                "select period_no, status, group_key / 64, calendar_minutes, business_minutes, is_current from bi.fact_ticket_status_period order by 1"))
                .containsExactly("1|new|0|4050.00|270.00|f", "2|open|7|570.00|450.00|f", "3|solved|7|∅|∅|t");
        assertThat(
                        database.rows(
                                "select date_key, ticket_key, unsolved_tickets, status, age_days from bi.fact_ticket_backlog_daily where date_key <= 20240312 order by 1"))
                .containsExactly(
                        "20240308|66|1|new|0",
                        "20240309|66|1|new|1",
                        "20240310|66|1|new|2",
                        "20240311|0|0|∅|∅",
                        "20240312|0|0|∅|∅");
    }

    @Test
    void buildsThatAddUpEndInTheRowsOfACompleteOne() throws Exception {
        long seed = Proof.seed("PastFactsTest");
        Random random = new Random(seed);
        for (int run = 1; run <= 8; run++) {
            List<String> dealLines = new ArrayList<>();
            List<String> ticketLines = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                dealLines.add(deal(
                        1 + random.nextInt(3),
                        "%02d-%02dT0%d:00:00"
                                .formatted(4 + random.nextInt(5), 1 + random.nextInt(28), random.nextInt(6)),
                        1 + random.nextInt(3),
                        List.of("open", "open", "won", "lost", "deleted").get(random.nextInt(5)),
                        100 + random.nextInt(3)));
                ticketLines.add(ticket(
                        1 + random.nextInt(3),
                        List.of("open", "pending", "solved", "deleted").get(random.nextInt(4)),
                        String.valueOf(1 + random.nextInt(2)),
                        1709920800L + random.nextInt(10_000_000)));
            }
            deals.bronze("comercial", "202409%02dT060000Z".formatted(run), dealLines.toArray(String[]::new))
                    .run();
            tickets.bronze("support", "202409%02dT060000Z".formatted(run), ticketLines.toArray(String[]::new))
                    .run();
            if (random.nextInt(3) > 0) {
                build(false);
            }
        }
        build(false);
        List<String> added = rows();

        build(true);

        List<String> complete = rows();
        List<String> stale = new ArrayList<>(added);
        stale.removeAll(complete);
        List<String> missing = new ArrayList<>(complete);
        missing.removeAll(added);
        assertThat(stale).as("seed %d, not in a complete build", seed).isEmpty();
        assertThat(missing).as("seed %d, only in a complete build", seed).isEmpty();
        assertThat(added).as("seed %d", seed).isEqualTo(complete).isNotEmpty();
    }

    @Test
    void beforeTheFirstDayOfTheDailyFactsOnlyMonthsEnd() throws Exception {
        Files.writeString(folder.resolve("models/dbt_project.yml"), "vars: {daily_facts_from: '2024-05-30'}\n");
        deals.bronze("comercial", "20240320T060000Z", deal(1, "03-04T12:00:00", 3, "open", 100))
                .run();

        build(false);

        assertThat(database.rows("select date_key from bi.fact_deal_daily order by 1 limit 5"))
                .containsExactly("20240331", "20240430", "20240530", "20240531", "20240601");
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>(database.rows(
                "select date_key, deal_key, stage_key, value, weighted_value from bi.fact_deal_daily order by 1, 2"));
        rows.addAll(
                database.rows(
                        "select date_key, ticket_key, group_key, status, age_days from bi.fact_ticket_backlog_daily order by 1, 2"));
        return rows;
    }
}
