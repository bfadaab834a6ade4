package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.quality.Verdict;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.UnitResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's report for people: where every record went, what failed, and what to do. */
final class ReportText {

    private final Console console;
    private final boolean verbose;

    /**
     * Prints on that console.
     *
     * @param verbose entity by entity instead of account by account
     */
    ReportText(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    void print(RunReport report, Path log) {
        moved(report.units());
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
        TextTable table = new TextTable("<>>>>>>>");
        table.row("where every record is", "source", "bronze", "silver", "quarant.", "gold", "deleted", "older");
        if (verbose) {
            reconciliations.forEach(terms -> row(table, terms.subject().toString(), List.of(terms)));
        } else {
            byAccount(reconciliations).forEach((account, terms) -> row(table, account, terms));
        }
        console.line("");
        table.lines().forEach(console::line);
        console.line(
                "source (records answered) = bronze (lines) = silver + quarantined; silver = gold + older versions; gold includes deleted");
        console.line("");
    }

    private static Map<String, List<Reconciliation>> byAccount(List<Reconciliation> reconciliations) {
        return reconciliations.stream()
                .collect(Collectors.groupingBy(
                        terms ->
                                terms.subject().source() + "." + terms.subject().scope(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static void row(TextTable table, String name, List<Reconciliation> terms) {
        table.row(
                name,
                sum(terms, Reconciliation::records),
                sum(terms, Reconciliation::lines),
                sum(terms, Reconciliation::silverRows),
                sum(terms, Reconciliation::quarantined),
                sum(terms, Reconciliation::goldRows),
                sum(terms, Reconciliation::deletedRows),
                sum(terms, Reconciliation::olderVersions));
    }

    private static long sum(List<Reconciliation> terms, ToLongFunction<Reconciliation> term) {
        return terms.stream().mapToLong(term).sum();
    }

    /** What each stage did for each account; a transform is of all accounts of a source at once. */
    private void moved(List<UnitResult> units) {
        Map<String, Map<Stage, List<UnitResult>>> accounts = new TreeMap<>();
        for (UnitResult unit : units) {
            Subject subject = unit.unit().subject();
            accounts.computeIfAbsent(subject.source() + "." + subject.scope(), none -> new EnumMap<>(Stage.class))
                    .computeIfAbsent(unit.unit().stage(), none -> new ArrayList<>())
                    .add(unit);
        }
        if (accounts.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("<>>>>");
        table.row("what this run did", "entities", "records read", "rows loaded", "gold rows changed");
        accounts.forEach((account, stages) -> table.row(
                account,
                stages.values().stream()
                        .flatMap(List::stream)
                        .map(unit -> unit.unit().subject().entity())
                        .distinct()
                        .count(),
                out(stages.get(Stage.EXTRACT)),
                out(stages.get(Stage.LOAD)),
                out(stages.get(Stage.TRANSFORM))));
        console.line("");
        table.lines().forEach(console::line);
    }

    /** The rows that came out of a stage; null where it did not run. */
    private static @Nullable Long out(@Nullable List<UnitResult> units) {
        return units == null
                ? null
                : units.stream().mapToLong(unit -> unit.moved().rowsOut()).sum();
    }

    private static String says(ExitCode code) {
        return switch (code) {
            case OK -> "complete";
            case FAILED -> "part of it failed, what worked is kept";
            case CHECKS_FAILED -> "it worked, but a check failed";
            case PARKED -> "a budget ran out, the next run resumes from there";
            case USAGE, LOCKED, INTERRUPTED -> "stopped";
        };
    }
}
