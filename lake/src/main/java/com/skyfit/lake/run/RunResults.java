package com.skyfit.lake.run;

import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run's report as JSON, for programs: {@code run_results.json} and {@code --json}. Its form is a contract (docs/run-results.md). */
public final class RunResults {

    /** Changes when a field is taken away or changes its meaning, not when one is added. */
    private static final int FORMAT_VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunResults() {}

    /** The report as JSON text, indented. */
    public static String json(RunReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format_version", FORMAT_VERSION);
        root.put("run_id", report.runId().text());
        root.put("command", report.command());
        root.put("version", report.version());
        root.put("started_at", report.startedAt().toString());
        root.put("finished_at", report.finishedAt().toString());
        root.put("exit_code", report.exitCode().number());
        report.units().forEach(unit -> add(root.withArray("units").addObject(), unit));
        report.findings()
                .results()
                .forEach(result -> add(root.withArray("checks").addObject(), result));
        report.findings()
                .reconciliations()
                .forEach(reconciliation -> add(root.withArray("reconciliation").addObject(), reconciliation));
        return JSON.writeValueAsString(root);
    }

    /** Writes the report to a file, which readers see before or after, never half of it. */
    public static void write(RunReport report, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, json(report) + "\n");
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void add(ObjectNode node, UnitResult unit) {
        node.put("stage", unit.unit().stage().text());
        node.put("source", unit.unit().source());
        node.put("scope", unit.unit().scope());
        node.put("entity", unit.unit().entity());
        node.put("status", unit.status().text());
        node.put("rows_in", unit.rowsIn());
        node.put("rows_out", unit.rowsOut());
        node.put("quarantined", unit.quarantined());
        node.put("bytes", unit.bytes());
        node.put("requests", unit.requests());
        node.put("seconds", unit.seconds());
        node.put("message", unit.message());
    }

    private static void add(ObjectNode node, CheckResult result) {
        node.put("check", result.check());
        node.put("subject", result.subject());
        node.put("status", result.passed() ? "passed" : "failed");
        node.put("observed", result.observed());
        node.put("expected", result.expected());
        node.put("advice", result.advice());
    }

    private static void add(ObjectNode node, Reconciliation terms) {
        node.put("source", terms.subject().source().name());
        node.put("scope", terms.subject().scope());
        node.put("entity", terms.subject().entity().name());
        node.put("records", terms.records());
        node.put("lines", terms.lines());
        node.put("silver_rows", terms.silverRows());
        node.put("quarantined", terms.quarantined());
        node.put("keys", terms.keys());
        node.put("gold_rows", terms.goldRows());
        node.put("deleted_rows", terms.deletedRows());
        node.put("older_versions", terms.olderVersions());
        node.put("holds", terms.breaches().isEmpty());
    }
}
