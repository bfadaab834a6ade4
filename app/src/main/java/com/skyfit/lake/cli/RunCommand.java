package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.status.Json;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All stages, or those that are not skipped. */
@Command(
        name = "run",
        description = "Brings what is new at the sources through bronze and silver to gold, and checks it.",
        footer = {
            "",
            "Examples:",
            "  skyfit run",
            "  skyfit run --source pipedrive --scope comercial",
            "  skyfit run --entity deals --skip-extract",
            "  skyfit run --source pipedrive --sweep",
            "  skyfit run --source pipedrive --entity persons --skip-extract --confirm-deletions"
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(names = "--skip-extract", description = "Asks no source.")
    private boolean skipExtract;

    @Option(names = "--skip-load", description = "Leaves silver as it is.")
    private boolean skipLoad;

    @Option(names = "--skip-transform", description = "Leaves gold as it is.")
    private boolean skipTransform;

    @Option(names = "--skip-models", description = "Leaves what is made of gold as it is.")
    private boolean skipModels;

    @Option(names = "--skip-check", description = "Checks nothing.")
    private boolean skipCheck;

    @Option(
            names = "--sweep",
            description = {
                "Lists everything where only absence tells of deletions (persons, activities, organizations, old deals),",
                "whatever the age of the last complete listing."
            })
    private boolean sweep;

    @Option(
            names = "--confirm-deletions",
            description =
                    "Believes what complete listings lack to be deleted, however much it is; see the check 'deletions'.")
    private boolean confirmDeletions;

    @Override
    public Integer call() throws Exception {
        Set<Stage> stages = EnumSet.allOf(Stage.class);
        if (skipExtract) {
            stages.remove(Stage.EXTRACT);
        }
        if (skipLoad) {
            stages.remove(Stage.LOAD);
        }
        if (skipTransform) {
            stages.remove(Stage.TRANSFORM);
        }
        if (skipModels) {
            stages.remove(Stage.MODELS);
        }
        if (skipCheck) {
            stages.remove(Stage.CHECK);
        }
        return run(spec, selection, new RunOptions(stages, false, sweep, confirmDeletions, null), "run");
    }

    /** What {@code run} and the commands of single stages have in common. */
    static int run(@Nullable CommandSpec spec, SelectionOptions options, String command, Set<Stage> stages)
            throws Exception {
        return run(spec, options, new RunOptions(stages), command);
    }

    /** The same for what goes beyond stages. */
    static int run(@Nullable CommandSpec spec, SelectionOptions options, RunOptions wanted, String command)
            throws Exception {
        return run(spec, options.place(), options.selection(), options.isJson(), wanted, command);
    }

    /** The same for a command that takes no selection. */
    static int run(
            @Nullable CommandSpec spec,
            HomeOption place,
            Selection selection,
            boolean json,
            RunOptions wanted,
            String command)
            throws Exception {
        Console console = Console.of(spec);
        try (LogFile log = place.log()) {
            RunService service = new RunService(place::settings, place::catalog, place.folder(), Version.text());
            RunReport report = service.run(
                    new RunService.Request(command, selection, wanted),
                    json ? Progress.silent() : new Progress(console));
            if (json) {
                console.line(Json.of(RunResults.of(report)));
            } else {
                new ReportText(console).print(report, log.file());
            }
            return report.exitCode().number();
        }
    }
}
