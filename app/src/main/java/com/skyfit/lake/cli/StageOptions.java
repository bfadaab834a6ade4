package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.status.Json;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that runs stages takes, and how it runs them. */
final class StageOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Option(names = "--json", description = "Prints the results as JSON, in the form of run_results.json.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Prints a line for each stage of each entity, and where the records of each entity are.")
    private boolean verbose;

    SelectionOptions selected() {
        return selected;
    }

    boolean isJson() {
        return json;
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Runs these stages and tells what came of it; returns the exit code. */
    int run(String command, Set<Stage> stages) throws Exception {
        return run(command, new RunOptions(stages));
    }

    /** The same for what goes beyond stages. */
    int run(String command, RunOptions wanted) throws Exception {
        return run(Console.of(spec), selected.place(), selected.selection(), json, verbose, command, wanted);
    }

    /** The same for a command that takes no selection. */
    static int run(
            Console console,
            HomeOption place,
            Selection selection,
            boolean json,
            boolean verbose,
            String command,
            RunOptions wanted)
            throws Exception {
        try (LogFile log = place.log()) {
            RunReport report = service(place)
                    .run(
                            new RunService.Request(command, place.begunAt(), selection, wanted),
                            json ? Progress.silent() : new Progress(console, verbose));
            if (json) {
                console.line(Json.of(RunResults.of(report)));
            } else {
                new ReportText(console, verbose).print(report, log.file());
            }
            return report.exitCode().number();
        }
    }

    /** Leaves the result of a run whose command line cannot be understood. */
    void refused(String problem) throws IOException {
        service(selected.place())
                .refused(Console.specified(spec).name(), selected.place().begunAt(), problem);
    }

    private static RunService service(HomeOption place) {
        return new RunService(place::settings, place::catalog, place.folder(), Version.text());
    }
}
