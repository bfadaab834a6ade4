package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.operations.Forecast;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The changes of deals, enabled by a user's file: a list for each deal, from the sources to gold. */
class DealChangesTest {

    private static final Selection PIPEDRIVE = new Selection("pipedrive", null, null);
    private static final int MANY = 1_000_000;

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", """
            source: pipedrive
            entities:
              deal_changes: {enabled: true}
            """)));
    private final Entity changes = catalog.source("pipedrive").entity("deal_changes");
    private final Instant begin = Instant.now().minusSeconds(7_200);

    private Simulator simulator(long tokensADay) {
        return Simulator.start(new SimulatorOptions(
                0, 5, 0.01, begin, new Limits(MANY, tokensADay, MANY, MANY, MANY), List.of("comercial", "expansao")));
    }

    private Configuration configuration(Simulator simulator) {
        Settings settings = new Settings(simulator.settings());
        return Configuration.resolve(settings, catalog, home, PIPEDRIVE, true);
    }

    private RunReport run(Simulator simulator) throws Exception {
        return Runs.run(simulator.settings(), catalog, home, database.get(), PIPEDRIVE);
    }

    /** How many flows were asked for in the larger account. */
    private static long asked(RunReport report) {
        return report.units().stream()
                .filter(unit -> unit.unit()
                        .equals(new Unit(Stage.EXTRACT, new Subject("pipedrive", "comercial", "deal_changes"))))
                .mapToLong(unit -> unit.moved().requests())
                .sum();
    }

    private Set<String> gold() throws Exception {
        return new TreeSet<>(database.rows("select scope, change_id, is_deleted from core.pd_deal_changes"));
    }

    private static Set<String> truth(Simulator simulator) {
        return simulator.truth().stream()
                .filter(record -> record.entity().equals("deal_changes"))
                .map(record -> record.scope() + "|" + record.key() + "|f")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long liveDeals(Simulator simulator) {
        return simulator.truth().stream()
                .filter(record ->
                        record.entity().equals("deals") && record.scope().equals("comercial") && !record.deleted())
                .count();
    }

    private Forecast forecast(Simulator simulator, Map<String, Long> assumed) throws Exception {
        return Forecast.of(configuration(simulator), database.get(), PIPEDRIVE, assumed).stream()
                .filter(forecast -> forecast.subject().toString().equals("pipedrive.comercial.deal_changes"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneRunReadsTheDealsAndThenAllThatHappenedToThem() throws Exception {
        try (Simulator simulator = simulator(MANY)) {
            RunReport report = run(simulator);

            assertThat(report.findings().failures()).isEmpty();
            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(asked(report)).isEqualTo(liveDeals(simulator));
            assertThat(gold()).isEqualTo(truth(simulator)).hasSizeGreaterThan(100);
            assertThat(database.rows("select field from ops.drift where entity = 'deal_changes'"))
                    .isEmpty();
            Table table = changes.table();
            for (Column column : table.columns()) {
                if (!column.name().equals(Table.EXTRA)) {
                    assertThat(database.rows("select count(*) > 0 from core.pd_deal_changes where %s is not null"
                                    .formatted(column.name())))
                            .as(column.name())
                            .containsExactly("t");
                }
            }
        }
    }

    @Test
    void laterRunsAskForChangedDealsAndGoldIsWhatHappened() throws Exception {
        try (Simulator simulator = simulator(MANY)) {
            run(simulator);

            assertThat(asked(run(simulator))).isBetween(1L, 2L);

            simulator.change(new ChangeRequest(2, 3, 2, 1, 1, Set.of("deals")));
            RunReport report = run(simulator);

            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(asked(report)).isBetween(7L, 9L);
            assertThat(gold()).isEqualTo(truth(simulator));
            assertThat(database.rows("""
                    select distinct c.new_value from core.pd_deal_changes c join core.pd_deals d using (scope, deal_id)
                    where c.field_key = 'is_archived' and d.is_archived""")).containsExactly("true");
        }
    }

    @Test
    void aSpentDayParksTheAccountAndTheNextDayBringsTheRest() throws Exception {
        try (Simulator today = simulator(6_000)) {
            RunReport report = run(today);
            assertThat(report.exitCode()).isEqualTo(ExitCode.PARKED);
            assertThat(today.refusals()).isZero();
            long left = liveDeals(today) - asked(report);
            assertThat(left).isPositive();
            Forecast forecast = forecast(today, Map.of());
            assertThat(forecast.requests()).hasValue(left);
            assertThat(forecast.tokens()).hasValue(40 * left);
        }
        try (Simulator tomorrow = simulator(MANY)) {
            RunReport report = run(tomorrow);

            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(gold()).isEqualTo(truth(tomorrow));
        }
    }

    @Test
    void whatTheFirstReadingWillCostIsKnownBeforeAndFallsToLittleAfterIt() throws Exception {
        try (Simulator simulator = simulator(MANY)) {
            assertThat(forecast(simulator, Map.of()).requests()).isEmpty();
            assertThat(forecast(simulator, Map.of()).assumable()).isEqualTo("deals");
            assertThat(forecast(simulator, Map.of("deals", 31_000L)).tokens()).hasValue(1_240_000);

            run(simulator);

            assertThat(forecast(simulator, Map.of()).tokens()).hasValue(40);
        }
    }
}
