package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What features and labels say of lines that runs read one after another. */
final class FeaturesTest {

    private static final Catalog CATALOG = CatalogReader.shipped();

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeUnderTest deals;
    private LakeUnderTest activities;
    private LakeUnderTest tickets;

    @BeforeEach
    void hasNothing() throws Exception {
        for (Source source : CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                new Transform(database.get()).prepare(source, entity);
            }
        }
        ScopeNumbers.give(database.get(), List.of("comercial", "support"));
        deals = lake("pipedrive", "deals");
        activities = lake("pipedrive", "activities");
        tickets = lake("zendesk", "tickets");
    }

    private LakeUnderTest lake(String source, String entity) throws Exception {
        return new LakeUnderTest(folder.resolve(entity), database.get(), CATALOG.source(source), entity);
    }

    private void build() throws Exception {
        List<Model> models = ProjectReader.read(folder, CATALOG).models();
        for (Model model : models) {
            new ModelBuilder(database.get(), models).build(model, false);
        }
    }

    /** Mondays of 2024, six in the morning; a deal changed the day before is read in it. */
    private static String run(String day) {
        return "2024" + day.replace("-", "") + "T060000Z";
    }

    private static String deal(int id, String update, int stage, String status, String more) {
        return "{\"id\":%d,\"add_time\":\"2024-03-01T06:00:00Z\",\"update_time\":\"2024-%sT06:00:00Z\",\"stage_id\":%d,\"owner_id\":5,\"status\":\"%s\",\"value\":10,\"currency\":\"BRL\"%s}"
                .formatted(id, update, stage, status, more);
    }

    private static String activity(int id, String update, boolean done, String due) {
        return "{\"id\":%d,\"add_time\":\"2024-03-02T06:00:00Z\",\"update_time\":\"2024-%sT06:00:00Z\",\"deal_id\":1,\"owner_id\":5,\"type\":\"call\",\"done\":%s,\"due_date\":\"2024-%s\"}"
                .formatted(id, update, done, due);
    }

    @Test
    void aRowHasWhatTheRunsUntilItsMomentHadRead() throws Exception {
        deals.bronze(
                        "comercial",
                        run("03-04"),
                        deal(1, "03-03", 1, "open", ""),
                        deal(2, "03-03", 1, "won", ",\"close_time\":\"2024-03-02T06:00:00Z\""))
                .run();
        activities
                .bronze(
                        "comercial",
                        run("03-04"),
                        activity(1, "03-03", false, "03-01"),
                        activity(2, "03-03", false, "03-20"))
                .run();
        build();
        deals.bronze(
                        "comercial",
                        run("03-11"),
                        deal(1, "03-10", 2, "open", ",\"stage_change_time\":\"2024-03-09T06:00:00Z\""),
                        deal(3, "03-10", 1, "lost", ",\"close_time\":\"2024-03-10T06:00:00Z\""))
                .run();
        activities
                .bronze("comercial", run("03-11"), activity(1, "03-10", true, "03-01"))
                .run();
        build();

        assertThat(
                        database.rows(
                                "select period, deal_key / 64, stage_key / 64, days_open, days_in_stage, stage_changes_seen, activities, activities_done, activities_planned, activities_overdue, owner_closed_deals, owner_win_rate from ml.deal_features order by 1"))
                .containsExactly(
                        "2024-03-04|1|1|3.00|3.00|0|2|0|1|1|1|1.0000", "2024-03-11|1|2|10.00|2.00|1|2|1|1|0|2|0.5000");
    }

    @Test
    void whatALaterRunTellsOfTheTimeBeforeDoesNotChangeTheRowsOfThatTime() throws Exception {
        deals.bronze("comercial", run("03-04"), deal(1, "03-03", 1, "open", "")).run();
        build();
        List<String> before = database.rows("select * from ml.deal_features");

        deals.bronze(
                        "comercial",
                        run("03-11"),
                        deal(
                                1,
                                "03-10",
                                2,
                                "lost",
                                ",\"stage_change_time\":\"2024-03-02T06:00:00Z\",\"close_time\":\"2024-03-03T12:00:00Z\""))
                .run();
        build();

        String columns =
                "select deal_key, period, stage_key, value, days_in_stage, changes_seen, owner_closed_deals from ml.deal_features where deal_key > 0";
        assertThat(database.rows(columns)).hasSize(1).containsExactly("65|2024-03-04|65|10.00|3.00|0|0");
        assertThat(before).hasSize(1);
        assertThat(database.rows("select deal_key from ml.deal_features where period = '2024-03-11'"))
                .as("nothing was open")
                .containsExactly("0");
    }

    @Test
    void aLabelIsNullUntilItsTimeIsOverForAllAndForGoodWhereTheDealWasDeleted() throws Exception {
        deals.bronze(
                        "comercial",
                        run("03-04"),
                        deal(1, "03-03", 1, "open", ""),
                        deal(2, "03-03", 1, "open", ""),
                        deal(3, "03-03", 1, "open", ""),
                        deal(4, "03-03", 1, "open", ""))
                .run();
        deals.bronze(
                        "comercial",
                        run("03-11"),
                        deal(1, "03-10", 1, "won", ",\"close_time\":\"2024-03-09T06:00:00Z\""),
                        deal(2, "03-10", 1, "lost", ",\"close_time\":\"2024-03-09T06:00:00Z\""),
                        deal(3, "03-10", 1, "deleted", ",\"is_deleted\":true"))
                .run();
        String labels =
                "select deal_key / 64, won_within_90_days, outcome, days_to_outcome from ml.deal_labels where period = '2024-03-04' order by 1";
        build();
        assertThat(database.rows(labels))
                .containsExactly("1|∅|won|5.00", "2|∅|lost|5.00", "3|∅|deleted|∅", "4|∅|open|∅");

        deals.bronze("comercial", run("06-10"), deal(4, "06-09", 1, "won", ",\"close_time\":\"2024-06-09T06:00:00Z\""))
                .run();
        build();

        assertThat(database.rows(labels))
                .containsExactly("1|t|won|5.00", "2|f|lost|5.00", "3|∅|deleted|∅", "4|f|won|97.00");
    }

    @Test
    void theMomentOfAPeriodIsItsLastRun() throws Exception {
        deals.bronze("comercial", run("03-04"), deal(1, "03-03", 1, "open", "")).run();
        build();
        deals.bronze("comercial", run("03-06"), deal(1, "03-05", 2, "open", "")).run();
        build();

        assertThat(database.rows("select period, run_id, stage_key / 64 from ml.deal_features"))
                .containsExactly("2024-03-04|20240306T060000Z|2");
    }

    @Test
    void aRunThatComesLateIsPutInItsPlace() throws Exception {
        deals.bronze("comercial", run("03-04"), deal(1, "03-03", 1, "open", "")).run();
        deals.bronze("comercial", run("03-18"), deal(1, "03-17", 3, "open", "")).run();
        build();
        deals.bronze("comercial", run("03-11"), deal(1, "03-10", 2, "open", "")).run();
        build();

        assertThat(database.rows("select period, stage_key / 64, stage_changes_seen from ml.deal_features order by 1"))
                .containsExactly("2024-03-04|1|0", "2024-03-11|2|1", "2024-03-18|3|2");
    }

    private static String ticket(int id, String status, String group, String day) {
        return "{\"id\":%d,\"status\":\"%s\",\"group_id\":%s,\"requester_id\":9,\"created_at\":\"2024-03-04T06:00:00Z\",\"generated_timestamp\":%d%s}"
                .formatted(
                        id,
                        status,
                        group,
                        java.time.Instant.parse("2024-" + day + "T05:00:00Z").getEpochSecond(),
                        status.equals("solved")
                                ? ",\"metric_set\":{\"solved_at\":\"2024-" + day + "T04:00:00Z\"}"
                                : "");
    }

    @Test
    void ticketsHaveTheirDaysAndWhetherTheyWereSolvedInTime() throws Exception {
        tickets.bronze("support", run("03-05"), ticket(1, "new", "null", "03-05"), ticket(2, "open", "7", "03-05"))
                .run();
        tickets.bronze("support", run("03-06"), ticket(1, "open", "7", "03-06"), ticket(2, "solved", "7", "03-06"))
                .run();
        tickets.bronze("support", run("03-09"), ticket(2, "open", "7", "03-09")).run();

        build();

        assertThat(
                        database.rows(
                                "select f.period, f.ticket_key / 64, f.status, hours_open, status_changes_seen, group_changes_seen, reopens_seen, requester_other_tickets, requester_other_unsolved, group_unsolved, solved_within_3_days, outcome from ml.ticket_features f join ml.ticket_labels using (period, ticket_key, scope_key) order by 1, 2"))
                .containsExactly(
                        "2024-03-05|1|new|24.00|0|0|0|1|1|0|f|open",
                        "2024-03-05|2|open|24.00|0|0|0|1|1|1|t|open",
                        "2024-03-06|1|open|48.00|1|1|0|1|0|1|f|open",
                        "2024-03-09|1|open|120.00|1|1|0|1|1|2|∅|open",
                        "2024-03-09|2|open|120.00|2|0|1|1|1|2|∅|open");
    }
}
