package com.skyfit.lake.run.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.status.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * A run's report for programs: {@code run_results.json} and {@code --json}. Its form is a contract (docs/run-results.md).
 *
 * @param formatVersion changes when a field is taken away or changes its meaning, not when one is added
 * @param run the run and how it ended
 * @param units in the order in which they ended
 * @param checks of all checks; empty where the run did not check
 * @param reconciliation one for each entity and scope; empty likewise
 */
public record RunResults(
        int formatVersion,
        @JsonUnwrapped Summary run,
        List<UnitResult> units,
        List<CheckResult> checks,
        List<Reconciliation> reconciliation) {

    private static final int FORMAT_VERSION = 1;

    /**
     * A run and how it ended.
     *
     * @param runId its name
     * @param command what started it
     * @param version of the program
     * @param startedAt its start
     * @param finishedAt its end
     * @param exitCode of the process
     */
    public record Summary(
            String runId, String command, String version, Instant startedAt, Instant finishedAt, int exitCode) {}

    /** The results of a run. */
    public static RunResults of(RunReport report) {
        return new RunResults(
                FORMAT_VERSION,
                new Summary(
                        report.runId().text(),
                        report.command(),
                        report.context().version(),
                        report.startedAt(),
                        report.finishedAt(),
                        report.exitCode().number()),
                report.units(),
                report.findings().results(),
                report.findings().reconciliations());
    }

    /** Writes them to a file, which readers see before or after, never half of it. */
    public void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, Json.of(this) + "\n");
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
