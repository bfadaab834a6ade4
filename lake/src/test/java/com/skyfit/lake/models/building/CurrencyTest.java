package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Values of deals in one currency, with a user's rates and without any. */
final class CurrencyTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    @BeforeEach
    void deals() throws Exception {
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                new Transform(database.get()).prepare(source, entity);
            }
        }
        ScopeNumbers.give(database.get(), List.of("comercial"));
        for (String deal : List.of(
                "1, 'won', 100, 'BRL', '2026-01-10T15:00:00Z'",
                "2, 'won', 100, 'USD', '2026-01-10T15:00:00Z'",
                "3, 'lost', 100, 'USD', '2026-01-20T15:00:00Z'",
                "4, 'won', 100, 'EUR', '2026-01-10T15:00:00Z'",
                "5, 'won', null, 'USD', '2026-01-10T15:00:00Z'",
                "6, 'open', 100, 'USD', null")) {
            database.execute(
                    "insert into core.pd_deals (_source_run_id, _file_id, _line_no, is_deleted, scope, deal_id, status, value, currency, close_time) values ('20260101T000000Z', 1, 1, false, 'comercial', "
                            + deal + ")");
        }
    }

    private ModelProject build() throws Exception {
        ModelProject project = ProjectReader.read(home, catalog);
        assertThat(project.refused()).isEmpty();
        for (Model model : project.models()) {
            new ModelBuilder(database.get(), project.models()).build(model, false);
        }
        return project;
    }

    private List<String> missing(ModelProject project) throws Exception {
        ModelTest test = project.tests().stream()
                .filter(each -> each.subject().equals("rates_are_there"))
                .findFirst()
                .orElseThrow();
        assertThat(test.warnsOnly()).isTrue();
        return database.rows(test.sql());
    }

    private static final String VALUES =
            "select deal_key / 64, rate, rate_date, reporting_value from bi.fact_deal_value order by 1";

    @Test
    void withoutRatesValuesInTheReportingCurrencyStandAloneAndNothingWarns() throws Exception {
        ModelProject project = build();

        assertThat(database.rows(VALUES))
                .containsExactly("1|1|∅|100.00", "2|∅|∅|∅", "3|∅|∅|∅", "4|∅|∅|∅", "5|∅|∅|∅", "6|∅|∅|∅");
        assertThat(missing(project)).isEmpty();
    }

    @Test
    void theNewestRateOfTheDaysBeforeAppliesAndAMissingOneIsToldOf() throws Exception {
        Path own = Files.createDirectories(home.resolve("models/models/bi/currency"));
        Files.writeString(own.resolve("currency_rates.sql"), """
                select * from (values
                    (date '2026-01-02', 'USD', 'BRL', 9.0), (date '2026-01-03', 'USD', 'BRL', 5.0), (date '2026-01-08', 'USD', 'BRL', 5.5),
                    (date '2026-01-11', 'USD', 'BRL', 6.0), (date '2026-01-12', 'USD', 'BRL', 6.25), (date '2026-01-10', 'EUR', 'USD', 1.1),
                    (current_date - 1, 'USD', 'BRL', 4.0)
                ) r (date, from_currency, to_currency, rate)""");
        ModelProject project = build();

        assertThat(database.rows(VALUES).subList(0, 5))
                .containsExactly("1|1|∅|100.00", "2|5.5|2026-01-08|550.00", "3|∅|∅|∅", "4|∅|∅|∅", "5|5.5|2026-01-08|∅");
        assertThat(database.rows("select rate, reporting_value from bi.fact_deal_value where deal_key / 64 = 6"))
                .containsExactly("4.0|400.00");
        assertThat(missing(project))
                .containsExactlyInAnyOrder("USD|1|2026-01-20|2026-01-20", "EUR|1|2026-01-10|2026-01-10");
    }
}
