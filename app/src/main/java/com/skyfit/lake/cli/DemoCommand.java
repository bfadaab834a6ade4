package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.run.ExitCode;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.run.RunListener;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunReport;
import com.skyfit.lake.run.RunResults;
import com.skyfit.lake.run.Stage;
import com.skyfit.lake.run.UnitResult;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole way on simulated sources: a full run, one without changes, one after changes, each compared with what is true there. */
@Command(
        name = "demo",
        description = {
            "Shows the whole lake on simulated sources: a full run, one without changes, one after changes.",
            "Needs nothing but this program; leaves a filled database behind to look at."
        },
        footer = {"", "Examples:", "  skyfit demo", "  skyfit demo --scale 1 --keep"})
final class DemoCommand implements Callable<Integer> {

    /** Tells a folder that a demo made, and may empty again, from one that holds somebody's data. */
    private static final String MARKER = "skyfit-demo.txt";

    private static final long SEED = 2026;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "0.1",
            description = "1 simulates SkyFit's volumes, about 245,000 records. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "skyfit-demo",
            description = "Folder for the demo, emptied first if an earlier demo made it. Default: ./skyfit-demo.")
    private Path home = Path.of("skyfit-demo");

    @Option(names = "--keep", description = "Leaves the database server running, for psql and Power BI.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        if (!(scale > 0) || scale > 100) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(), "Invalid value for --scale: expected above 0 and up to 100");
        }
        Console console = Console.of(spec);
        Path folder = home.toAbsolutePath().normalize();
        prepare(folder);
        LogFile.open(folder, Instant.now(), false);
        console.line(
                "Starting simulated Pipedrive (comercial, expansao) and Zendesk (support) at scale " + scale + " ...");
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(SEED, scale, Instant.now()))) {
            console.line("Starting the embedded PostgreSQL ...");
            try (Database database = Database.open(null, folder)) {
                boolean right = new Demo(console, simulator, database, folder).run();
                if (keep) {
                    database.keep();
                }
                farewell(console, database, right);
                return right ? ExitCode.OK.number() : ExitCode.CHECKS_FAILED.number();
            }
        }
    }

    private void prepare(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            boolean empty;
            try (Stream<Path> files = Files.list(folder)) {
                empty = files.findAny().isEmpty();
            }
            if (!empty && !Files.exists(folder.resolve(MARKER))) {
                throw new ParameterException(
                        Console.specified(spec).commandLine(),
                        folder + " holds something else than a demo: choose an empty folder with --home");
            }
            EmbeddedServer.running(Database.serverHome(folder)).ifPresent(EmbeddedServer::stop);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(MARKER), "Made by 'skyfit demo', which may empty this folder when it runs again.\n");
    }

    private void farewell(Console console, Database database, boolean right) {
        console.line("");
        console.line(
                right
                        ? console.coloured("green", "Nothing is missing, nothing is doubled.")
                        : console.coloured("red", "Something differs from the sources: see above."));
        console.line("");
        console.line("Look around:");
        String at = " --home " + home;
        console.line("  ./skyfit status" + at);
        console.line("  ./skyfit sql" + at + " \"select * from core.vw_pd_sales_funnel\"");
        console.line("  ./skyfit trace core.pd_deals --scope comercial --key 7" + at);
        console.line("  ./skyfit db start" + at + "          keeps the database up for psql and Power BI");
        if (keep) {
            console.line("  psql " + database.warehouse().address().uri());
        }
        console.line("For real accounts: put their settings into .env and say ./skyfit run; it names what is missing.");
    }

    /** The three runs. */
    private static final class Demo {
        private final Console console;
        private final Simulator simulator;
        private final Database database;
        private final Path folder;
        private final Catalog catalog = CatalogReader.shipped();

        Demo(Console console, Simulator simulator, Database database, Path folder) {
            this.console = console;
            this.simulator = simulator;
            this.database = database;
            this.folder = folder;
        }

        boolean run() throws Exception {
            console.line("");
            console.line("Run 1: everything there is.");
            RunReport first = run(new Progress(console));
            boolean right = account(first);

            console.line("Run 2: nothing has happened at the sources.");
            RunReport second = run(RunListener.NONE);
            long changedRows = rows(second, Stage.TRANSFORM);
            console.line("  read again (overlap and small lists): " + rows(second, Stage.EXTRACT)
                    + " records; gold rows changed: " + changedRows);
            right &= account(second) && changedRows == 0;

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
            console.line("  gold rows inserted, changed or marked as deleted: " + brought + " (expected "
                    + touched(changes) + ")");
            right &= account(third) && brought == touched(changes);
            return right;
        }

        /** Records that several changes met count once. */
        private static long touched(List<Changed> changes) {
            return changes.stream()
                    .map(change -> List.of(change.source(), change.scope(), change.entity(), change.id()))
                    .distinct()
                    .count();
        }

        private RunReport run(RunListener listener) throws Exception {
            RunOptions everything = new RunOptions(EnumSet.allOf(Stage.class));
            Settings settings = new Settings(simulator.settings());
            Configuration configuration = Configuration.resolve(settings, catalog, folder, Selection.ALL, true);
            RunReport report = new Pipeline(
                            configuration,
                            database.warehouse(),
                            Patience.DEFAULT,
                            InstantSource.system(),
                            Version.text(),
                            listener)
                    .run("demo", Selection.ALL, everything);
            RunResults.write(report, folder.resolve("run_results.json"));
            return report;
        }

        private static long rows(RunReport report, Stage stage) {
            return report.units().stream()
                    .filter(unit -> unit.unit().stage() == stage)
                    .mapToLong(UnitResult::rowsOut)
                    .sum();
        }

        /** Prints where every record is, and compares gold with what is true at the sources. */
        private boolean account(RunReport report) throws Exception {
            new ReportText(console).print(report, folder.resolve("logs"));
            GoldTruth truth = new GoldTruth(database.warehouse());
            long compared = 0;
            List<String> differences = new ArrayList<>();
            List<TrueRecord> real = simulator.truth();
            for (Reconciliation reconciliation : report.findings().reconciliations()) {
                Source source = reconciliation.subject().source();
                Entity entity = reconciliation.subject().entity();
                String scope = reconciliation.subject().scope();
                List<TrueRecord> records = real.stream()
                        .filter(record -> record.source().equals(source.name())
                                && record.scope().equals(scope)
                                && record.entity().equals(entity.name()))
                        .toList();
                compared += records.size();
                differences.addAll(truth.differences(entity.table(), scope, records));
            }
            console.line(String.format(
                    Locale.ROOT,
                    "  compared with the sources: %,d records, %d differ%n",
                    compared,
                    differences.size()));
            differences.stream().limit(10).forEach(difference -> console.line("    " + difference));
            return differences.isEmpty() && report.exitCode() == ExitCode.OK;
        }
    }
}
