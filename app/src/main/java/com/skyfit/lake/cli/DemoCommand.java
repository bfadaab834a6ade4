package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Callable;
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
            "Shows everything on simulated sources: a complete run, one without changes, one after changes.",
            "It needs nothing but this program, and leaves a filled database to look at."
        },
        exitCodeList = {
            "0:gold is as the sources are after every run, and every check passed",
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            "3:a record differs from the sources, or a check failed",
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit demo", "  skyfit demo --scale 0.02 --keep"})
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
            description = "1 simulates SkyFit's volumes, about 237,000 records. Default: ${DEFAULT-VALUE}.")
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
        console.line(
                "Starting simulated Pipedrive (comercial, expansao) and Zendesk (support) at scale " + scale + " ...");
        try (LogFile log = LogFile.open(folder, Instant.now(), false);
                Simulator simulator = Simulator.start(SimulatorOptions.of(SEED, scale, Instant.now()))) {
            console.line("Starting the embedded PostgreSQL ...");
            try (Database database = Database.open(null, folder)) {
                Demo.Outcome outcome = new Demo(console, simulator, database, folder, log.file()).run();
                if (keep) {
                    database.keep();
                }
                farewell(console, database, outcome);
                return outcome.problems().isEmpty() ? ExitCode.OK.number() : ExitCode.CHECKS_FAILED.number();
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

    private void farewell(Console console, Database database, Demo.Outcome outcome) {
        console.line("");
        if (outcome.same()) {
            console.line(
                    console.coloured("green", "Nothing is missing, nothing is doubled: gold is as the sources are."));
        }
        outcome.problems().forEach(problem -> console.line(console.coloured("red", problem)));
        console.line("");
        console.line("Look around:");
        String at = " --home " + home;
        console.line("  ./skyfit status" + at);
        console.line("  ./skyfit sql" + at + " \"select * from core.vw_pd_sales_funnel\"");
        console.line("  ./skyfit trace core.pd_deals --scope comercial --key 7" + at);
        console.line("  ./skyfit powerbi export" + at + "    writes a project for Power BI Desktop");
        console.line("  ./skyfit db start" + at + "          keeps the database up for psql and Power BI");
        if (keep) {
            console.line("  psql " + database.uri());
        }
        console.line("For real accounts: put their settings into .env and run ./skyfit run; it names what is missing.");
    }
}
