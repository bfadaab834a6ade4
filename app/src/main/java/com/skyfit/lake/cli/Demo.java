package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.query.MetricQuery;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The three runs of a demo, each compared with what is true at the simulated sources. */
final class Demo {
    /** The metrics that the last line shows. */
    private static final List<String> ANSWERED = List.of("win_rate", "first_reply_time_calendar_minutes");

    private final Console console;
    private final Simulator simulator;
    private final Database database;
    private final Path folder;
    private final Path log;
    private final Catalog catalog = CatalogReader.shipped();
    private final List<String> problems = new ArrayList<>();
    private boolean same = true;

    Demo(Console console, Simulator simulator, Database database, Path folder, Path log) {
        this.console = console;
        this.simulator = simulator;
        this.database = database;
        this.folder = folder;
        this.log = log;
    }

    /**
     * What the three runs came to.
     *
     * @param same whether gold was as the sources were after each
     * @param problems what was not as it should be, in that or else
     */
    record Outcome(boolean same, List<String> problems) {}

    /** Makes the three runs. */
    Outcome run() throws Exception {
        console.line("");
        console.line("Run 1: everything there is.");
        RunReport first = run(new Progress(console, false));
        compare("run 1", first);

        console.line("Run 2: nothing has happened at the sources.");
        RunReport second = run(RunListener.NONE);
        long changedRows = rows(second, Stage.TRANSFORM);
        console.line("  read again (overlap and small lists): " + rows(second, Stage.EXTRACT)
                + " records; gold rows changed: " + changedRows);
        compare("run 2", second);
        if (changedRows != 0) {
            problems.add("run 2 changed " + changedRows + " rows of gold, though nothing had happened at the sources");
        }

        console.line("Run 3: after changes.");
        List<Changed> changes = new ArrayList<>();
        changes.addAll(simulator.change(new ChangeRequest(
                3, 5, 0, 0, 0, Set.of("deals", "persons", "activities", "organizations", "tickets", "users"))));
        changes.addAll(simulator.change(new ChangeRequest(0, 0, 2, 2, 1, Set.of("deals", "tickets"))));
        Map<String, Long> kinds =
                changes.stream().collect(Collectors.groupingBy(Changed::kind, TreeMap::new, Collectors.counting()));
        console.line("  at the sources: " + kinds);
        RunReport third = run(RunListener.NONE);
        long brought = rows(third, Stage.TRANSFORM);
        console.line("  gold rows inserted, changed or marked as deleted: " + brought + " (expected " + touched(changes)
                + ")");
        compare("run 3", third);
        if (brought != touched(changes)) {
            problems.add("run 3 wrote " + brought + " rows of gold, expected " + touched(changes));
        }
        answer();
        return new Outcome(same, List.copyOf(problems));
    }

    /** What an analyst would ask first. */
    private void answer() throws SQLException {
        ModelProject project = ProjectReader.read(folder, catalog);
        List<String> answers = new ArrayList<>();
        try (Connection connection = database.warehouse().connect()) {
            for (String name : ANSWERED) {
                Metric metric = project.layer().metric(name).orElseThrow();
                MetricQuery query = new MetricQuery(project.layer(), List.of(metric), List.of(), Set.of());
                String value =
                        Query.of(connection, query.sql(project::relation)).only(row -> row.textOrNull(name));
                answers.add(metric.meaning().label().toLowerCase(Locale.ROOT) + " "
                        + (value == null ? "unknown" : metric.meaning().unit().shown(new BigDecimal(value))));
            }
        }
        console.line("Schema bi answers: " + String.join(", ", answers) + ".");
    }

    /** Records that several changes met count once. */
    private static long touched(List<Changed> changes) {
        return changes.stream()
                .map(change -> List.of(change.source(), change.scope(), change.entity(), change.id()))
                .distinct()
                .count();
    }

    private RunReport run(RunListener listener) throws Exception {
        Settings settings = new Settings(simulator.settings());
        RunService service = new RunService(() -> settings, () -> catalog, folder, Version.text());
        RunService.Request everything = new RunService.Request(
                "demo", Instant.now(), Selection.ALL, new RunOptions(EnumSet.allOf(Stage.class)));
        return service.run(database.warehouse(), everything, listener);
    }

    private static long rows(RunReport report, Stage stage) {
        return report.units().stream()
                .filter(unit -> unit.unit().stage() == stage)
                .mapToLong(unit -> unit.moved().rowsOut())
                .sum();
    }

    /** Prints where every record is, and compares gold with what is true at the sources. */
    private void compare(String name, RunReport report) throws Exception {
        new ReportText(console, false).print(report, log);
        GoldTruth truth = new GoldTruth(database.warehouse());
        long compared = 0;
        List<String> differences = new ArrayList<>();
        List<TrueRecord> real = simulator.truth();
        for (Reconciliation reconciliation : report.findings().reconciliations()) {
            Subject subject = reconciliation.subject();
            List<TrueRecord> records = real.stream()
                    .filter(record -> new Subject(record.source(), record.scope(), record.entity()).equals(subject))
                    .toList();
            compared += records.size();
            differences.addAll(truth.differences(
                    catalog.source(subject.source()).entity(subject.entity()).table(), subject.scope(), records));
        }
        console.line(String.format(
                Locale.ROOT, "  compared with the sources: %,d records, %d differ%n", compared, differences.size()));
        differences.stream().limit(10).forEach(difference -> console.line("    " + difference));
        if (!differences.isEmpty()) {
            same = false;
            problems.add(name + ": " + differences.size() + " records differ from the sources");
        }
        if (report.exitCode() != ExitCode.OK) {
            problems.add(name + " ended with exit code " + report.exitCode().number() + ": "
                    + RunResults.of(report).run().message());
        }
    }
}
