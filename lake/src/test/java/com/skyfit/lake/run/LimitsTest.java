package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All entities of all accounts, read side by side from sources that count how often their limits are broken. */
class LimitsTest {

    private static final int MANY = 1_000_000;

    private final Instant begin = Instant.now().minusSeconds(7_200);

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private RunReport extract(Simulator simulator) throws Exception {
        return run(simulator, EnumSet.of(Stage.EXTRACT));
    }

    private RunReport run(Simulator simulator, Set<Stage> stages) throws Exception {
        Settings settings = new Settings(simulator.settings());
        return new Pipeline(
                        Configuration.resolve(settings, CatalogReader.shipped(), home, Selection.ALL, true),
                        database.get(),
                        Patience.DEFAULT,
                        InstantSource.system(),
                        "test",
                        RunListener.NONE)
                .run("run", Selection.ALL, new RunOptions(stages));
    }

    /** The same records whatever the limits. */
    private Simulator simulator(int pipedriveBurst, long pipedriveDaily) {
        return Simulator.start(new SimulatorOptions(
                0,
                1,
                0.002,
                begin,
                new Limits(pipedriveBurst, pipedriveDaily, MANY, MANY, MANY),
                List.of("comercial", "expansao")));
    }

    @Test
    void aLimitThatTheSourceAnnouncesIsNeverBroken() throws Exception {
        try (Simulator simulator = simulator(8, MANY)) {
            RunReport report = extract(simulator);

            assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(simulator.refusals()).isZero();
        }
    }

    @Test
    void aDayWhoseBudgetIsSpentButForItsReserveParksTheAccountAndNoOther() throws Exception {
        try (Simulator simulator = simulator(MANY, 200)) {
            RunReport report = extract(simulator);

            assertThat(report.exitCode()).isEqualTo(ExitCode.PARKED);
            assertThat(simulator.refusals()).isZero();
            assertThat(report.units())
                    .filteredOn(result -> result.unit().subject().source().equals("zendesk"))
                    .extracting(UnitResult::status)
                    .containsOnly(Status.SUCCEEDED);
            assertThat(report.units())
                    .filteredOn(result -> result.unit().subject().source().equals("pipedrive"))
                    .extracting(UnitResult::status)
                    .contains(Status.PARKED);
        }
    }

    @Test
    void onceTheBudgetIsBackTheNextRunBringsWhatTheParkedOneLeft() throws Exception {
        try (Simulator today = simulator(MANY, 200)) {
            assertThat(run(today, EnumSet.allOf(Stage.class)).exitCode()).isEqualTo(ExitCode.PARKED);
        }
        try (Simulator tomorrow = simulator(MANY, MANY)) {
            assertThat(run(tomorrow, EnumSet.allOf(Stage.class)).exitCode()).isEqualTo(ExitCode.OK);

            long deals = tomorrow.truth().stream()
                    .filter(record -> record.entity().equals("deals"))
                    .count();
            assertThat(database.rows("select count(*) from core.pd_deals")).containsExactly(String.valueOf(deals));
        }
    }
}
