package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.quality.Acceptances;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A token that sees less than before makes no deletions, and one of another company writes nothing. */
class AccountRightsTest {

    private static final Selection ORGANIZATIONS = new Selection("pipedrive", null, "organizations");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private final Simulator simulator = Simulator.start(SimulatorOptions.of(7, 0.01, Instant.now()));

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** With this catalog, no user is an administrator. */
    private static Catalog withoutRights() {
        return CatalogReader.shippedUnder(
                List.of(new CatalogFile("own.yaml", "source: pipedrive\nprobe: {admin_is: [nobody]}")));
    }

    private RunReport run(Catalog asDescribed, boolean sweep) throws Exception {
        return new Pipeline(
                        Configuration.resolve(
                                new Settings(simulator.settings()), asDescribed, home, ORGANIZATIONS, true),
                        database.get(),
                        ScriptedSource.IMPATIENT,
                        InstantSource.system(),
                        "test",
                        RunListener.NONE)
                .run("run", ORGANIZATIONS, new RunOptions(EnumSet.allOf(Stage.class), false, sweep, false, null));
    }

    private List<String> deleted() throws Exception {
        return database.rows("select count(*) from core.pd_organizations where is_deleted");
    }

    @Test
    void whoAsksIsNotedByIdsAlone() throws Exception {
        assertThat(run(catalog, false).exitCode()).isEqualTo(ExitCode.OK);

        assertThat(database.rows("select scope, user_id ~ '^[0-9]+$', company_id ~ '^[0-9]+$', is_admin, doubt is null"
                        + " from ops.account_identity order by scope"))
                .containsExactly("comercial|t|t|t|t", "expansao|t|t|t|t");
    }

    @Test
    void theSameUserWithTheSameRightsMakesDeletions() throws Exception {
        run(catalog, false);
        simulator.change(new ChangeRequest(0, 0, 2, 0, 0, Set.of("organizations")));

        assertThat(run(catalog, true).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(deleted()).containsExactly("4");
    }

    @Test
    void aUserWhoIsNoAdministratorAnyMoreMakesNoDeletionsUntilThatIsAccepted() throws Exception {
        run(catalog, false);
        simulator.change(new ChangeRequest(0, 0, 2, 0, 0, Set.of("organizations")));

        RunReport doubted = run(withoutRights(), true);

        assertThat(doubted.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED);
        assertThat(doubted.findings().failures())
                .extracting(CheckResult::check, CheckResult::subject)
                .containsExactly(
                        tuple("account-rights", "pipedrive.comercial"), tuple("account-rights", "pipedrive.expansao"));
        assertThat(deleted()).containsExactly("0");

        for (String account : List.of("pipedrive.comercial", "pipedrive.expansao")) {
            assertThat(Acceptances.accept(database.get(), "account-rights", account, "sees the same", Instant.now()))
                    .isPresent();
        }
        assertThat(run(withoutRights(), false).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(deleted()).containsExactly("4");
    }

    @Test
    void aTokenOfAnotherCompanyReadsNothingAndItsNeighbourIsRead() throws Exception {
        run(catalog, false);
        database.execute("update ops.account_identity set company_id = '1' where scope = 'comercial'");
        List<String> parts = database.rows("select count(*) from ops.manifest where scope = 'comercial'");

        RunReport refused = run(catalog, false);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.units())
                .filteredOn(unit -> !unit.message().isEmpty())
                .singleElement()
                .satisfies(unit -> {
                    assertThat(unit.unit().subject().scope()).isEqualTo("comercial");
                    assertThat(unit.message())
                            .contains("PIPEDRIVE_TOKEN_COMERCIAL belongs to another company", "nothing was read");
                });
        assertThat(database.rows("select count(*) from ops.manifest where scope = 'comercial'"))
                .isEqualTo(parts);
    }
}
