package com.skyfit.lake.cli;

import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.quality.Verdict;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's report for people: where every record went, what failed, and what to do. */
final class ReportText {

    private final Console console;

    ReportText(Console console) {
        this.console = console;
    }

    void print(RunReport report, Path log) {
        print(report.findings());
        for (Cause cause : Cause.of(report.units())) {
            console.line(console.coloured("red", cause.toString()));
        }
        String end = "run " + report.runId() + ": " + says(report.exitCode()) + " (exit code "
                + report.exitCode().number() + ")";
        console.line(console.coloured(report.exitCode() == ExitCode.OK ? "green" : "red", end));
        console.line("log: " + log);
    }

    /** What the checks found, without those that passed. */
    void print(Checks.Findings findings) {
        if (!findings.reconciliations().isEmpty()) {
            reconciliation(findings.reconciliations());
        }
        for (CheckResult warning : findings.results()) {
            if (warning.status() == Verdict.WARNED) {
                console.line(console.coloured(
                        "yellow",
                        "check " + warning.check() + " warns of " + warning.subject() + ": " + warning.observed() + " ("
                                + warning.advice() + ")"));
            }
        }
        alike(findings.failures()).forEach(this::failures);
    }

    /** Those of one check that differ in nothing but their subject. */
    private static Collection<List<CheckResult>> alike(List<CheckResult> failures) {
        return failures.stream()
                .collect(Collectors.groupingBy(
                        failure -> List.of(failure.check(), failure.observed(), failure.expected(), failure.advice()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    private void failures(List<CheckResult> alike) {
        CheckResult first = alike.get(0);
        String subjects = alike.stream().map(CheckResult::subject).collect(Collectors.joining(", "));
        console.line(console.coloured("red", "check " + first.check() + " failed for " + subjects));
        console.line("  found:    " + first.observed());
        console.line("  expected: " + first.expected());
        console.line("  to do:    " + first.advice());
    }

    private void reconciliation(List<Reconciliation> reconciliations) {
        console.line("");
        console.line(
                row("where every record is", "source", "bronze", "silver", "quarant.", "gold", "deleted", "older"));
        for (Reconciliation terms : reconciliations) {
            console.line(row(
                    terms.subject().toString(),
                    String.valueOf(terms.records()),
                    String.valueOf(terms.lines()),
                    String.valueOf(terms.silverRows()),
                    String.valueOf(terms.quarantined()),
                    String.valueOf(terms.goldRows()),
                    String.valueOf(terms.deletedRows()),
                    String.valueOf(terms.olderVersions())));
        }
        console.line(
                "source (records answered) = bronze (lines) = silver + quarantined; silver = gold + older versions; gold includes deleted");
        console.line("");
    }

    private static String row(String subject, String... numbers) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", subject));
        for (String number : numbers) {
            row.append(String.format(Locale.ROOT, " %9s", number));
        }
        return row.toString();
    }

    private static String says(ExitCode code) {
        return switch (code) {
            case OK -> "complete";
            case FAILED -> "part of it failed, what worked is kept";
            case CHECKS_FAILED -> "it worked, but a check failed";
            case PARKED -> "a budget ran out, the next run goes on from there";
            case USAGE, LOCKED, INTERRUPTED -> "stopped";
        };
    }
}
