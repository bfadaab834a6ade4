package com.skyfit.lake.run.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Reconciliation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The result of a run, for programs: {@code run_results.json} and {@code --json}. Its form is a contract (docs/run-results.md).
 *
 * @param formatVersion changes when a field is taken away or changes its meaning, not when one is added
 * @param run the run and how it ended
 * @param units in the order in which they ended
 * @param checks of all checks; empty if the run did not check
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
     * @param runId its name; of one that ended before it had one, the time and {@code not-begun}
     * @param command what started it
     * @param version of the program
     * @param startedAt its start
     * @param finishedAt its end; null while it is active, and permanently if its process was killed
     * @param exitCode of the process; null likewise
     * @param message why it ended as it did, without secrets; empty text if everything worked
     */
    public record Summary(
            String runId,
            String command,
            String version,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Integer exitCode,
            String message) {

        public Summary {
            message = Secrets.redact(message);
        }

        /**
         * Reads one that was written.
         *
         * @throws java.time.DateTimeException if a moment is none
         */
        static Summary of(JsonNode written) {
            JsonNode ended = written.path("finished_at");
            JsonNode code = written.path("exit_code");
            return new Summary(
                    written.path("run_id").asString(""),
                    written.path("command").asString(""),
                    written.path("version").asString(""),
                    Instant.parse(written.path("started_at").asString("")),
                    ended.isString() ? Instant.parse(ended.asString()) : null,
                    code.isInt() ? code.asInt() : null,
                    written.path("message").asString(""));
        }

        /** The same, ended. */
        public Summary ended(Instant at, ExitCode code) {
            return new Summary(runId, command, version, startedAt, at, code.number(), message);
        }
    }

    /** The results of a run that reached its report. */
    public static RunResults of(RunReport report) {
        return new RunResults(
                FORMAT_VERSION,
                new Summary(
                        report.runId().text(),
                        report.command(),
                        report.context().version(),
                        report.startedAt(),
                        report.finishedAt(),
                        report.exitCode().number(),
                        message(report)),
                report.units(),
                report.findings().results(),
                report.findings().reconciliations());
    }

    private static String message(RunReport report) {
        Stream<String> causes = Cause.of(report.units()).stream().map(Cause::toString);
        Stream<String> checks = report.findings().failures().stream()
                .map(failure -> "check " + failure.check() + " failed for " + failure.subject());
        return Stream.concat(causes, checks).collect(Collectors.joining(". "));
    }

    /** Those of one that did not, or not yet. */
    public static RunResults of(Summary run, List<UnitResult> units) {
        return new RunResults(FORMAT_VERSION, run, List.copyOf(units), List.of(), List.of());
    }
}
