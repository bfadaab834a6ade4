package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.quality.Checks;
import java.time.Instant;
import java.util.List;

/**
 * What a run came to.
 *
 * @param runId its name
 * @param command what started it
 * @param version of the program
 * @param startedAt its start
 * @param finishedAt its end
 * @param units in the order in which they ended
 * @param findings of the checks; empty where the run did not check
 * @param exitCode what the process should say
 */
public record RunReport(
        RunId runId,
        String command,
        String version,
        Instant startedAt,
        Instant finishedAt,
        List<UnitResult> units,
        Checks.Findings findings,
        ExitCode exitCode) {

    public RunReport {
        units = List.copyOf(units);
    }
}
