package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.catalog.reading.GoldContract;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The models that come with the program, on the tables of its catalog. */
class ShippedModelsTest {

    private static final Path PROJECT = Path.of("..", "models");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private ModelProject project;

    @BeforeEach
    void built() throws Exception {
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                new Transform(database.get()).prepare(source, entity);
            }
        }
        project = ProjectReader.read(home, catalog);
        for (Model model : project.models()) {
            new ModelBuilder(database.get(), List.of()).build(model, false);
        }
    }

    @Test
    void nothingOfTheProjectIsLeftOut() {
        assertThat(project.refused()).isEmpty();
    }

    @Test
    void whatReadsATableThatTheCatalogDoesNotHaveIsLeftOutWithItsTests() {
        Catalog withoutZendesk = new Catalog(List.of(catalog.source("pipedrive")));

        ModelProject rest = ProjectReader.read(home, withoutZendesk);

        assertThat(rest.refused()).isEmpty();
        assertThat(rest.models())
                .extracting(Model::name)
                .contains("fact_deal")
                .doesNotContain("fact_ticket", "dim_zd_user");
        assertThat(rest.tests()).isNotEmpty().noneMatch(test -> test.sql().contains("fact_ticket"));
    }

    @Test
    void theIndexListsEveryFile() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            assertThat(Files.readAllLines(PROJECT.resolve("index.txt")))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> PROJECT.relativize(file).toString().replace('\\', '/'))
                            .filter(path -> path.contains("/") || path.equals("dbt_project.yml"))
                            .toList());
        }
    }

    @Test
    void theSourcesAreTheTablesOfTheCatalog() throws IOException {
        List<String> names = new ArrayList<>();
        sources().forEach(table -> names.add(table.path("name").stringValue()));

        assertThat(names)
                .containsExactlyElementsOf(catalog.sources().stream()
                        .flatMap(source -> source.entities().stream())
                        .flatMap(entity -> entity.tables().stream())
                        .flatMap(table -> table.history() == null
                                ? Stream.of(table.name())
                                : Stream.of(table.name(), History.nameFor(table.name())))
                        .toList());
    }

    @Test
    void theSourcesMayBeAsOldAsTheCatalogSays() throws IOException {
        Map<String, List<Long>> hours = new TreeMap<>();
        for (JsonNode table : sources()) {
            JsonNode freshness = table.path("config").path("freshness");
            if (!freshness.isMissingNode()) {
                hours.put(
                        table.path("name").stringValue(),
                        List.of(
                                freshness.at("/warn_after/count").longValue(),
                                freshness.at("/error_after/count").longValue()));
            }
        }

        assertThat(hours).isEqualTo(Map.of("pd_deals", changes("pipedrive"), "zd_tickets", changes("zendesk")));
    }

    private List<Long> changes(String source) {
        var ages = catalog.source(source)
                .expectations()
                .changes(catalog.source(source).defaultScopes().get(0));
        return Stream.of(ages.warn(), ages.error())
                .map(Objects::requireNonNull)
                .map(Duration::toHours)
                .toList();
    }

    private static JsonNode sources() throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(PROJECT.resolve("models/sources.yml")))
                .path("sources")
                .get(0)
                .path("tables");
    }

    @Test
    void theViewsOfTheContractHaveItsColumnsInTheirOrder() throws Exception {
        for (var view : GoldContract.read().views().entrySet()) {
            assertThat(database.rows(
                            "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 order by attnum",
                            "core." + view.getKey()))
                    .as(view.getKey())
                    .isEqualTo(view.getValue());
        }
    }

    @Test
    void aUsersModelsReadShippedOnesAndMaySwitchThemOff() throws Exception {
        Path own = Files.createDirectories(home.resolve("models/models/marts"));
        Files.writeString(own.resolve("funnel_size.sql"), """
                {{ config(materialized='table', schema='marts') }}
                select scope, sum(deal_count) as deals from {{ ref('vw_pd_sales_funnel') }} group by scope""");
        Files.writeString(home.resolve("models/dbt_project.yml"), """
                models: {skyfit: {core: {vw_zd_ticket_metrics: {+enabled: false}}}}
                """);
        sales();

        ModelProject withOwn = ProjectReader.read(home, catalog);
        for (Model model : withOwn.models()) {
            new ModelBuilder(database.get(), List.of()).build(model, false);
        }

        assertThat(withOwn.refused()).isEmpty();
        assertThat(withOwn.models())
                .extracting(Model::name)
                .containsSubsequence("vw_pd_sales_funnel", "funnel_size")
                .contains("vw_pd_seller_performance")
                .doesNotContain("vw_zd_ticket_metrics");
        assertThat(database.rows("select * from marts.funnel_size order by 1"))
                .containsExactly("comercial|5", "expansao|1");
    }

    @Test
    void everyColumnIsDescribed() throws Exception {
        assertThat(database.rows("""
                        select m.relation, a.attname from ops.model m join pg_attribute a on a.attrelid = m.relation::regclass
                        where a.attnum > 0 and (col_description(a.attrelid, a.attnum) is null
                            or obj_description(a.attrelid, 'pg_class') is null)""")).isEmpty();
    }

    /** Keys are not shown; all else that people read in schema bi has a name in their language. */
    @Test
    void whatIsShownHasATitleInPortuguese() {
        List<String> untitled = new ArrayList<>();
        for (Model model : project.models()) {
            if (model.relation().schema().equals("bi") && !model.name().startsWith("metrics_")) {
                if (model.display().title().portuguese().isEmpty()) {
                    untitled.add(model.name());
                }
                model.columns().keySet().stream()
                        .filter(column -> !column.endsWith("_key"))
                        .filter(column -> !model.display().column(column).isHidden()
                                && model.display()
                                        .column(column)
                                        .title()
                                        .portuguese()
                                        .isEmpty())
                        .forEach(column -> untitled.add(model.name() + "." + column));
            }
        }
        assertThat(untitled).isEmpty();
    }

    @Test
    void everyTestCanBeRun() throws Exception {
        try (Connection connection = database.get().connect()) {
            for (ModelTest test : project.tests()) {
                assertThat(Query.rows(connection, test.sql(), 1))
                        .as(test.subject())
                        .isZero();
            }
        }
    }

    @Test
    void theFunnelKeepsScopesApartAndLeavesDeletedDealsOut() throws Exception {
        sales();

        assertThat(database.rows("select * from core.vw_pd_sales_funnel order by scope, status"))
                .containsExactly(
                        "comercial|Vendas|Visita|2|lost|2|18.00|9.00|BRL",
                        "comercial|Vendas|Visita|2|open|2|151.00|75.50|BRL",
                        "comercial|Vendas|Visita|2|won|1|40.00|40.00|BRL",
                        "expansao|Franquias|Contrato|3|open|1|0|∅|EUR");
    }

    @Test
    void theWinRateCountsClosedDealsAndIsNullBeforeTheFirst() throws Exception {
        sales();

        assertThat(database.rows("select * from core.vw_pd_seller_performance order by scope"))
                .containsExactly(
                        "comercial|Ana|ana@example.test|2|1|2|40.00|151.00|BRL|33.33",
                        "expansao|Rui|rui@example.test|1|0|0|0|0|EUR|∅");
    }

    @Test
    void ticketsHaveTheirHoursAndTheNamesBehindTheirIds() throws Exception {
        insert(
                "zd_users",
                "user_id, name, email",
                "'support', true, 11, 'Bia', null",
                "'support', false, 12, 'Leo', 'leo@example.test'");
        insert(
                "zd_tickets",
                "ticket_id, status, requester_id, assignee_id, created_at, solved_at",
                "'support', false, 1, 'solved', 11, 12, '2026-01-01T00:00:00Z', '2026-01-02T01:30:00Z'",
                "'support', false, 2, 'open', 11, null, now() - interval '90 minutes', null",
                "'support', true, 3, 'deleted', 11, null, now(), null");

        assertThat(database.rows("""
                        select ticket_id, hours_to_resolution, hours_since_created between 1.5 and 1.6, requester_name, assignee_name
                        from core.vw_zd_ticket_metrics order by ticket_id""")).containsExactly("1|25.50|f|Bia|Leo", "2|∅|t|Bia|∅");
    }

    @Test
    void whatDealsNoLongerSayIsDerivedFromStagesPipelinesAndActivities() throws Exception {
        insert(
                "pd_pipelines",
                "pipeline_id, deal_probability",
                "'comercial', false, 1, true",
                "'comercial', false, 2, false");
        insert(
                "pd_stages",
                "stage_id, pipeline_id, order_nr, deal_probability, rotten_flag, rotten_days",
                "'comercial', false, 7, 1, 2, 60, true, 10",
                "'comercial', false, 8, 2, 3, 60, false, 10");
        insert(
                "pd_activities",
                "activity_id, type, duration, due_time, due_date",
                "'comercial', false, 1, 'meeting', '01:30', '12:00', '2026-02-01'",
                "'comercial', false, 2, 'call', null, null, '2026-01-05'",
                "'comercial', true, 3, 'call', null, null, '2026-01-06'");
        insert(
                "pd_deals",
                "deal_id, pipeline_id, stage_id, status, value, currency, probability, add_time, stage_change_time, update_time, next_activity_id, last_activity_id, next_activity_date, stage_order_nr",
                "'comercial', false, 1, 1, 7, 'open', 100, 'BRL', null, '2026-01-01Z', '2026-01-02Z', '2026-01-03 12:00Z', 1, 2, null, null",
                "'comercial', false, 2, 1, 7, 'open', 100, 'BRL', 33.33, '2026-01-04Z', null, null, 3, null, '2026-01-06', null",
                "'comercial', false, 3, 2, 8, 'open', 100, 'BRL', 33.33, '2026-01-04Z', null, null, 9, null, '2026-03-01', null",
                "'comercial', true, 4, 9, 9, 'won', null, 'EUR', null, '2026-01-04Z', null, null, null, null, null, 5",
                "'expansao', false, 1, 1, 7, 'lost', 80, 'EUR', null, '2026-01-01Z', null, null, 1, 2, null, null");

        assertThat(
                        database.rows(
                                "select scope, deal_id, weighted_value, weighted_value_currency, stage_order_nr, rotten_time at time zone 'UTC' from core.vw_pd_deals_derived order by 1, 2"))
                .containsExactly(
                        "comercial|1|60.00|BRL|2|2026-01-13 12:00:00",
                        "comercial|2|33.33|BRL|2|2026-01-14 00:00:00",
                        "comercial|3|100.00|BRL|3|∅",
                        "comercial|4|∅|EUR|5|∅",
                        "expansao|1|80.00|EUR|∅|∅");
        assertThat(
                        database.rows(
                                "select scope, deal_id, next_activity_type, next_activity_duration, next_activity_time, next_activity_date, last_activity_date from core.vw_pd_deals_derived order by 1, 2"))
                .containsExactly(
                        "comercial|1|meeting|01:30:00|12:00:00|2026-02-01|2026-01-05",
                        "comercial|2|∅|∅|∅|∅|∅",
                        "comercial|3|∅|∅|∅|2026-03-01|∅",
                        "comercial|4|∅|∅|∅|∅|∅",
                        "expansao|1|∅|∅|∅|∅|∅");
    }

    @Test
    void whatPersonsAndOrganizationsNoLongerSayIsDerivedFromActivities() throws Exception {
        insert(
                "pd_activities",
                "activity_id, due_time, due_date",
                "'comercial', false, 1, '12:00', '2026-02-01'",
                "'comercial', false, 2, null, '2026-01-05'");
        for (String table : List.of("persons", "organizations")) {
            String key = table.equals("persons") ? "person_id" : "org_id";
            insert(
                    "pd_" + table,
                    key + ", next_activity_id, last_activity_id, last_activity_date",
                    "'comercial', false, 1, 1, 2, null",
                    "'comercial', false, 2, null, 7, '2025-12-01'");

            assertThat(database.rows("select * from core.vw_pd_" + table + "_derived order by 1"))
                    .containsExactly("1|comercial|2026-02-01|12:00:00|2026-01-05", "2|comercial|∅|∅|2025-12-01");
        }
    }

    private void sales() throws Exception {
        insert(
                "pd_pipelines",
                "pipeline_id, name",
                "'comercial', false, 1, 'Vendas'",
                "'expansao', false, 1, 'Franquias'");
        insert(
                "pd_stages",
                "stage_id, pipeline_id, name, order_nr",
                "'comercial', false, 7, 1, 'Visita', 2",
                "'expansao', true, 7, 1, 'Contrato', 3");
        insert(
                "pd_users",
                "user_id, name, email",
                "'comercial', false, 5, 'Ana', 'ana@example.test'",
                "'expansao', false, 5, 'Rui', 'rui@example.test'");
        insert(
                "pd_deals",
                "deal_id, pipeline_id, stage_id, user_id, status, value, currency",
                "'comercial', false, 1, 1, 7, 5, 'open', 100, 'BRL'",
                "'comercial', false, 2, 1, 7, 5, 'open', 51, 'BRL'",
                "'comercial', false, 3, 1, 7, 5, 'won', 40, 'BRL'",
                "'comercial', false, 4, 1, 7, 5, 'lost', 9, 'BRL'",
                "'comercial', false, 5, 1, 7, 5, 'lost', 9, 'BRL'",
                "'comercial', true, 6, 1, 7, 5, 'won', 999, 'BRL'",
                "'expansao', false, 1, 1, 7, 5, 'open', null, 'EUR'");
    }

    /** Rows of any origin: what their lineage says is not looked at. */
    private void insert(String table, String columns, String... rows) throws Exception {
        for (String row : rows) {
            database.execute("insert into core." + table + " (_source_run_id, _file_id, _line_no, scope, is_deleted, "
                    + columns + ") values ('20260101T000000Z', 1, 1, " + row + ")");
        }
    }
}
