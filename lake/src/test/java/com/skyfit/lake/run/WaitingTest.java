package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitingTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private RunLedger ledger;
    private RunId run;

    @BeforeEach
    void start() throws SQLException {
        ledger = new RunLedger(database.get());
        run = ledger.start("run", "test", now);
    }

    private Waiting deals(Duration fromNow) {
        return new Waiting(new Subject("pipedrive", "comercial", "deals"), now.plus(fromNow), "rate limit");
    }

    @Test
    void theLastWaitOfAnEntityIsShown() throws SQLException {
        ledger.waits(run, deals(Duration.ofMinutes(10)));
        ledger.waits(run, deals(Duration.ofMinutes(20)));

        assertThat(Waiting.read(database.get())).containsExactly(deals(Duration.ofMinutes(20)));
    }

    @Test
    void aWaitThatIsOverIsNotShown() throws SQLException {
        ledger.waits(run, deals(Duration.ofMinutes(-1)));

        assertThat(Waiting.read(database.get())).isEmpty();
    }

    @Test
    void nobodyWaitsWhenTheRunHasEnded() throws SQLException {
        ledger.waits(run, deals(Duration.ofMinutes(10)));

        ledger.finish(run, ExitCode.OK, now);

        assertThat(Waiting.read(database.get())).isEmpty();
    }

    @Test
    void aRunThatBeginsForgetsWhatADeadOneWaitedFor() throws SQLException {
        ledger.waits(run, deals(Duration.ofMinutes(10)));

        ledger.start("run", "test", now.plusSeconds(5));

        assertThat(Waiting.read(database.get())).isEmpty();
    }
}
