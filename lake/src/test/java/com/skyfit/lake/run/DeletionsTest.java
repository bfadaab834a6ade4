package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.Trace;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deletions and resurrections at simulated sources, each entity's by the way in which it can be learnt. */
class DeletionsTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private final Instant start = Instant.now();
    private final Simulator simulator = Simulator.start(SimulatorOptions.of(23, 0.01, start));
    private Duration later = Duration.ZERO;

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void daysPass(int days) {
        simulator.advance(Duration.ofDays(days));
        later = later.plusDays(days);
    }

    private RunReport run(String source, String entity, boolean sweep, boolean confirm) throws Exception {
        Selection selection = new Selection(source, null, entity);
        RunOptions options = new RunOptions(EnumSet.allOf(Stage.class), false, sweep, confirm, null);
        Settings settings = new Settings(simulator.settings());
        return new Pipeline(
                        Configuration.resolve(settings, catalog, home, selection, true),
                        database.get(),
                        ScriptedSource.IMPATIENT,
                        InstantSource.offset(InstantSource.system(), later),
                        "test",
                        RunListener.NONE)
                .run("run", selection, options);
    }

    private RunReport run(String source, String entity) throws Exception {
        return run(source, entity, false, false);
    }

    private List<Changed> change(int deleted, int restored, String entity, String source) {
        return simulator.change(new ChangeRequest(0, 0, deleted, 0, restored, Set.of(entity))).stream()
                .filter(change -> change.source().equals(source))
                .toList();
    }

    /** Whether gold marks a record as deleted. */
    private String isDeleted(Changed change) throws Exception {
        Entity entity = catalog.source(change.source()).entity(change.entity());
        return String.join(
                ",",
                database.rows(
                        "select is_deleted from core." + entity.table().name() + " where scope = ? and "
                                + entity.table().key().get(0) + " = ?",
                        change.scope(),
                        change.id()));
    }

    private List<String> areDeleted(List<Changed> changes) throws Exception {
        List<String> found = new ArrayList<>();
        for (Changed change : changes) {
            found.add(isDeleted(change));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void whatNoListShowsAsDeletedIsLearntByASweep() throws Exception {
        for (String entity : List.of("persons", "activities", "organizations")) {
            run("pipedrive", entity);
            List<Changed> deleted = change(2, 0, entity, "pipedrive");
            run("pipedrive", entity);
            assertThat(areDeleted(deleted)).containsOnly("f");

            assertThat(run("pipedrive", entity, true, false).exitCode()).isEqualTo(ExitCode.OK);

            assertThat(areDeleted(deleted)).as(entity).containsOnly("t");
        }
    }

    @Test
    void aSweepComesByItselfAfterAWeek() throws Exception {
        run("pipedrive", "persons");
        List<Changed> deleted = change(2, 0, "persons", "pipedrive");
        daysPass(6);
        run("pipedrive", "persons");
        assertThat(areDeleted(deleted)).containsOnly("f");

        daysPass(1);
        run("pipedrive", "persons");

        assertThat(areDeleted(deleted)).containsOnly("t");
    }

    @Test
    void aDealDeletedLongerAgoThanTheSourceRemembersIsLearntByASweep() throws Exception {
        run("pipedrive", "deals");
        List<Changed> deleted = change(1, 0, "deals", "pipedrive");
        daysPass(31);

        RunReport report = run("pipedrive", "deals");

        assertThat(areDeleted(deleted)).containsOnly("t");
        Trace trace = Trace.of(
                database.get(),
                catalog.source("pipedrive"),
                catalog.source("pipedrive").entity("deals"),
                deleted.get(0).scope(),
                String.valueOf(deleted.get(0).id()));
        assertThat(trace.deletion())
                .isEqualTo("absent in the complete listing of run "
                        + report.runId().text());
    }

    @Test
    void deletedDealsAreListedAndRestoredOnesLive() throws Exception {
        run("pipedrive", "deals");
        List<Changed> deleted = change(2, 0, "deals", "pipedrive");
        run("pipedrive", "deals");
        assertThat(areDeleted(deleted)).containsOnly("t");

        List<Changed> restored = change(0, 3, "deals", "pipedrive");
        run("pipedrive", "deals");

        assertThat(areDeleted(restored)).containsOnly("f");
    }

    @Test
    void aPersonThatASweepMissedAndThatIsRestoredLives() throws Exception {
        run("pipedrive", "persons");
        List<Changed> deleted = change(1, 0, "persons", "pipedrive");
        run("pipedrive", "persons", true, false);
        assertThat(areDeleted(deleted)).containsOnly("t");

        change(0, 100, "persons", "pipedrive");
        run("pipedrive", "persons");

        assertThat(areDeleted(deleted)).containsOnly("f");
    }

    @Test
    void deletedTicketsUsersAndOrganizationsOfZendeskAreExportedAndComeBack() throws Exception {
        for (String entity : List.of("tickets", "users", "organizations")) {
            run("zendesk", entity);
            List<Changed> deleted = change(2, 0, entity, "zendesk");
            run("zendesk", entity);
            assertThat(areDeleted(deleted)).as(entity).containsOnly("t");
            assertThat(Trace.of(
                                    database.get(),
                                    catalog.source("zendesk"),
                                    catalog.source("zendesk").entity(entity),
                                    "support",
                                    String.valueOf(deleted.get(0).id()))
                            .deletion())
                    .isEqualTo("the observation shown is marked as deleted by the source");

            change(0, 100, entity, "zendesk");
            run("zendesk", entity);

            assertThat(areDeleted(deleted)).as(entity).containsOnly("f");
        }
        assertThat(database.rows("select distinct t.is_deleted from core.zd_ticket_tags t join core.zd_tickets using"
                        + " (scope, ticket_id)"))
                .containsExactly("f");
    }

    @Test
    void massDeletionEndsWithThreeUntilItIsConfirmed() throws Exception {
        run("pipedrive", "organizations");
        List<Changed> deleted = change(30, 0, "organizations", "pipedrive");

        RunReport refused = run("pipedrive", "organizations", true, false);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED);
        assertThat(refused.findings().failures())
                .extracting(result -> result.check())
                .containsOnly("deletions");
        assertThat(areDeleted(deleted)).containsOnly("f");

        RunReport confirmed = run("pipedrive", "organizations", false, true);
        assertThat(confirmed.findings().failures()).isEmpty();
        assertThat(confirmed.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(areDeleted(deleted)).containsOnly("t");
    }
}
