package com.skyfit.lake.run.result;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.quality.Checks;
import java.time.Instant;
import java.util.List;

/**
 * The result of a run.
 *
 * @param context of the run
 * @param command what started it
 * @param startedAt its start
 * @param finishedAt its end
 * @param units in the order in which they ended
 * @param findings of the checks; empty if the run did not check
 * @param exitCode of the process
 */
public record RunReport(
        RunContext context,
        String command,
        Instant startedAt,
        Instant finishedAt,
        List<UnitResult> units,
        Checks.Findings findings,
        ExitCode exitCode) {

    public RunReport {
        units = List.copyOf(units);
    }

    /** Its name. */
    public RunId runId() {
        return context.run();
    }
}
