package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.quality.Verdict;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check that cries without cause is as wrong as one that is silent. Some references of the simulated world lead to records that were deleted
 * before anybody asked.
 */
class QuietDaysTest {

    /** A Wednesday; in the thirty days after it are the end of a month, four weekends and the holidays of 2, 15 and 20 November. */
    private static final Instant START = Instant.parse("2026-10-21T21:00:00Z");

    /** A working day on which nobody changes anything after the early morning. */
    private static final LocalDate QUIET_EVENING = LocalDate.of(2026, 11, 11);

    private static final Set<String> WORKED_ON =
            Set.of("deals", "persons", "organizations", "activities", "tickets", "users");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private final Simulator simulator = Simulator.start(SimulatorOptions.of(31, 0.01, START));

    @AfterEach
    void stop() {
        simulator.close();
    }

    private RunReport run() throws Exception {
        return new Pipeline(
                        Configuration.resolve(new Settings(simulator.settings()), catalog, home, Selection.ALL, true),
                        database.get(),
                        ScriptedSource.IMPATIENT,
                        simulator::now,
                        "test",
                        RunListener.NONE)
                .run("run", Selection.ALL, new RunOptions(EnumSet.allOf(Stage.class)));
    }

    @Test
    void thirtyUsualDaysHaveNoFinding() throws Exception {
        BusinessCalendar calendar = catalog.source("pipedrive").expectations().calendar();
        List<String> found = new ArrayList<>();
        int worked = 0;
        for (int day = 0; day <= 30; day++) {
            Instant tomorrow = simulator.now().plus(Duration.ofDays(1));
            LocalDate today = LocalDate.ofInstant(simulator.now(), calendar.zone());
            for (var result : run().findings().results()) {
                if (result.status() != Verdict.PASSED) {
                    found.add(today + " " + result);
                }
            }
            if (calendar.isWorkingDay(today.plusDays(1))) {
                simulator.advance(Duration.ofHours(today.plusDays(1).equals(QUIET_EVENING) ? 12 : 20));
                simulator.change(new ChangeRequest(2, 6, worked % 3 == 0 ? 1 : 0, 1, 0, WORKED_ON));
                worked++;
            }
            simulator.advance(Duration.between(simulator.now(), tomorrow));
        }

        assertThat(found).isEmpty();
        assertThat(worked).isBetween(19, 21);
    }
}
