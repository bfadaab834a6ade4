package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RecorderTest {

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    private Recorder recorder;

    @BeforeEach
    void begins() throws Exception {
        RunLedger ledger = new RunLedger(database.get());
        RunId run = ledger.start("run", "test", Instant.parse("2026-01-01T06:00:00Z"));
        recorder = new Recorder(run, ledger, RunListener.NONE);
    }

    @Test
    void whatTheLedgerCouldNotTakeIsEnteredWithTheNextResult() throws Exception {
        whileTheLedgerTakesNothing(() -> recorder.record(result("deals")));

        recorder.record(result("persons"));

        assertThat(database.rows("select entity from ops.run_unit order by entity"))
                .containsExactly("deals", "persons");
    }

    @Test
    void whatTheLedgerCouldNotTakeIsEnteredWhenItIsSettled() throws Exception {
        whileTheLedgerTakesNothing(() -> {
            recorder.record(result("deals"));
            recorder.record(result("persons"));
        });

        recorder.settle();
        recorder.settle();

        assertThat(database.rows("select entity from ops.run_unit order by entity"))
                .containsExactly("deals", "persons");
        assertThat(recorder.results()).hasSize(2);
    }

    @Test
    void noSecretReachesTheLedgerInAResultOrAWait() throws Exception {
        Secrets.register("canary-of-the-recorder");
        Instant now = Instant.parse("2026-01-01T06:00:00Z");
        Unit unit = new Unit(Stage.EXTRACT, new Subject("pipedrive", "comercial", "deals"));

        recorder.record(UnitResult.failed(unit, 0.1, "returned 503: canary-of-the-recorder"));
        recorder.waits(new Waiting(unit.subject(), now.plusSeconds(60), "returned 503: canary-of-the-recorder"), now);

        assertThat(database.rows("select message from ops.run_unit union all select reason from ops.wait"))
                .containsExactly("returned 503: [secret]", "returned 503: [secret]");
    }

    private void whileTheLedgerTakesNothing(Runnable work) throws SQLException {
        database.execute("alter table ops.run_unit rename to away");
        work.run();
        database.execute("alter table ops.away rename to run_unit");
    }

    private static UnitResult result(String entity) {
        Unit unit = new Unit(Stage.LOAD, new Subject("pipedrive", "comercial", entity));
        return new UnitResult(unit, Status.SUCCEEDED, new Moved(1, 1, 0, 1, 0), 0.1, "");
    }
}
