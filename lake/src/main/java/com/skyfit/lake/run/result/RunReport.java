package com.skyfit.lake.run.result;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.quality.Checks;
import java.time.Instant;
import java.util.List;

/**
 * What a run came to.
 *
 * @param context of the run
 * @param command what started it
 * @param startedAt its start
 * @param finishedAt its end
 * @param units in the order in which they ended
 * @param findings of the checks; empty where the run did not check
 * @param exitCode what the process should say
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
