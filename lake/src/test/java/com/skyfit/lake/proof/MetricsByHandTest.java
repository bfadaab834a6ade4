package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.query.Grouping;
import com.skyfit.lake.models.metrics.query.MetricQuery;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every metric on a few records, from which its number was worked out by hand: metrics_by_hand.sql says what is special about each. */
class MetricsByHandTest {

    /** Numbers of all time; amounts of money by currency. */
    private static final String EXPECTED = """
            new_deals                                        12
            new_value                                        BRL|8350.50 EUR|150.00
            open_deals                                       4
            open_value                                       BRL|1200.50 EUR|40.00
            open_weighted_value                              BRL|520.05 EUR|40.00
            expected_deals                                   3
            expected_value                                   BRL|1200.50 EUR|40.00
            won_deals                                        4
            won_value                                        BRL|1400.00 EUR|100.00
            lost_deals                                       3
            lost_value                                       BRL|750.00 EUR|10.00
            closed_deals                                     7
            win_rate                                         0.5714
            won_of_new_deals                                 4
            closed_of_new_deals                              7
            win_rate_of_new_deals                            0.5714
            average_won_value                                BRL|700.00 EUR|100.00
            sales_cycle_days                                 9.91
            median_sales_cycle_days                          7.50
            sales_velocity                                   BRL|109.12 EUR|10.00
            rotten_deals                                     1
            rotten_value                                     BRL|1000.00
            slipped_deals                                    2
            slipped_value                                    BRL|1000.00 EUR|40.00
            activities_of_new_deals                          18
            activities_per_deal                              1.50
            due_activities                                   9
            overdue_activities                               3
            done_activities                                  6
            on_time_activities                               3
            late_activities                                  1
            timed_activities                                 4
            on_time_share                                    0.7500
            new_tickets                                      11
            solved_tickets                                   7
            unsolved_tickets                                 4
            unassigned_tickets                               3
            unsolved_age_days                                15.00
            oldest_unsolved_age_days                         30.00
            first_reply_time_calendar_minutes                25.00
            average_first_reply_time_calendar_minutes        29.17
            first_reply_time_business_minutes                17.50
            first_resolution_calendar_minutes                300.00
            first_resolution_business_minutes                150.00
            full_resolution_calendar_minutes                 1440.00
            average_full_resolution_calendar_minutes         1320.00
            full_resolution_business_minutes                 480.00
            requester_wait_time_in_calendar_minutes          90.00
            requester_wait_time_in_business_minutes          60.00
            agent_wait_time_in_calendar_minutes              9.00
            agent_wait_time_in_business_minutes              4.00
            on_hold_time_in_calendar_minutes                 1.00
            on_hold_time_in_business_minutes                 2.00
            ticket_reopens                                   4
            reopened_solved_tickets                          2
            reopened_share                                   0.2857
            agent_replies                                    13
            replies_per_ticket                               1.18
            assignees_per_ticket                             2.00
            groups_per_ticket                                1.33
            one_touch_tickets                                3
            one_touch_share                                  0.4286
            surveyed_tickets                                 7
            rated_tickets                                    5
            good_rated_tickets                               3
            csat_share                                       0.6000
            csat_response_share                              0.7143
            """;

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private ModelProject project;

    @BeforeEach
    void build() throws Exception {
        Catalog catalog = CatalogReader.shipped();
        Transform transform = new Transform(database.get());
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                transform.prepare(source, entity);
            }
        }
        database.execute(Query.stored(MetricsByHandTest.class, "metrics_by_hand"));
        project = ProjectReader.read(home, catalog);
        for (Model model : project.models()) {
            new ModelBuilder(database.get(), List.of()).build(model, false);
        }
    }

    private List<String> rows(String metric, String... by) throws Exception {
        SemanticLayer layer = project.layer();
        Metric asked = layer.metric(metric).orElseThrow(() -> new AssertionError("no metric " + metric));
        List<Grouping> groupings =
                Arrays.stream(by).map(word -> Grouping.of(layer, asked, word)).toList();
        return database.rows(new MetricQuery(layer, List.of(asked), groupings, Set.of()).ordered(project::relation));
    }

    @Test
    void everyMetricIsWhatWasWorkedOutByHand() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        EXPECTED.lines().map(line -> line.split(" +", 2)).forEach(row -> expected.put(row[0], row[1]));
        Map<String, String> found = new TreeMap<>();
        for (Metric metric : project.layer().metrics()) {
            found.put(metric.name(), String.join(" ", rows(metric.name())));
        }

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void monthsBeginAtMidnightOfTheLocalDayAndARecordWithoutADayIsInNone() throws Exception {
        assertThat(rows("new_deals", "month"))
                .containsExactly(
                        "2018-11-01|1", "2019-01-01|1", "2024-01-01|6", "2024-02-01|2", "2024-03-01|1", "2024-05-01|1");
        assertThat(rows("win_rate", "month"))
                .containsExactly(
                        "2018-11-01|1.0000",
                        "2019-02-01|0.0000",
                        "2024-01-01|1.0000",
                        "2024-02-01|1.0000",
                        "2024-03-01|0.0000",
                        "∅|0.0000");
        assertThat(rows("won_deals", "day"))
                .containsExactly("2018-11-03|1", "2024-01-20|1", "2024-01-31|1", "2024-02-06|1");
        assertThat(rows("lost_deals", "day")).containsExactly("2019-02-16|1", "2024-03-01|1", "∅|1");
        assertThat(rows("on_time_activities", "day")).containsExactly("2024-01-10|2", "2024-03-04|1");
        assertThat(rows("new_tickets", "month")).startsWith("2018-11-01|1", "2024-01-01|3", "2024-03-01|3");
    }

    @Test
    void periodsAreNamedByTheirFirstDay() throws Exception {
        assertThat(rows("won_deals", "week"))
                .containsExactly("2018-10-29|1", "2024-01-15|1", "2024-01-29|1", "2024-02-05|1");
        assertThat(rows("won_deals", "quarter")).containsExactly("2018-10-01|1", "2024-01-01|3");
        assertThat(rows("won_deals", "year")).containsExactly("2018-01-01|1", "2024-01-01|3");
    }

    @Test
    void accountsAndReasonsAreKeptApart() throws Exception {
        assertThat(rows("new_value", "scope"))
                .containsExactly(
                        "comercial|BRL|7250.50", "comercial|EUR|100.00", "expansao|BRL|1100.00", "expansao|EUR|50.00");
        assertThat(rows("lost_deals", "lost_reason")).containsExactlyInAnyOrder("Preço|1", "preço|1", "∅|1");
        assertThat(rows("open_deals", "stage__pipeline_name", "stage__stage_name"))
                .containsExactly("Franquias|Contrato|1", "Vendas|Proposta|1", "Vendas|Visita|2");
    }

    @Test
    void whatDividesByNothingIsNull() throws Exception {
        Metric winRate = project.layer().metric("win_rate").orElseThrow();
        String never = new MetricQuery(project.layer(), List.of(winRate), List.of(), Set.of(MetricQuery.Limit.FROM))
                .sql(project::relation)
                .replace(":from", "date '3000-01-01'");

        assertThat(database.rows(never)).containsExactly("∅");
    }

    @Test
    void metricsOfDifferentDaysStandInOneRowOfTheirPeriod() throws Exception {
        SemanticLayer layer = project.layer();
        List<Metric> metrics = Stream.of("new_deals", "won_deals", "win_rate", "new_tickets")
                .map(name -> layer.metric(name).orElseThrow())
                .toList();

        assertThat(database.rows(new MetricQuery(layer, metrics, List.of(Grouping.Period.MONTH), Set.of())
                        .ordered(project::relation)))
                .startsWith(
                        "2018-11-01|1|1|1.0000|1",
                        "2019-01-01|1|0|∅|0",
                        "2019-02-01|0|0|0.0000|0",
                        "2024-01-01|6|2|1.0000|3");
    }

    @Test
    void everyTestOfTheModelsPasses() throws Exception {
        try (Connection connection = database.get().connect()) {
            for (var test : project.tests()) {
                assertThat(Query.rows(connection, test.sql(), 1))
                        .as(test.subject())
                        .isZero();
            }
        }
    }
}
