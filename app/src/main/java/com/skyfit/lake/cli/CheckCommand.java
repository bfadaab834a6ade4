package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One stage alone. */
@Command(
        name = "check",
        description = "Checks that everything is there, current and consistent.",
        synopsisSubcommandLabel = "[accept]",
        subcommands = CheckAcceptCommand.class,
        exitCodeList = {
            "0:every check passed",
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            "3:a check or the reconciliation failed",
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit check --source zendesk",
            "  skyfit check --read-only",
            "  skyfit check accept --help"
        })
final class CheckCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StageOptions options = new StageOptions();

    @Option(
            names = "--read-only",
            description = "Stores nothing and is no run: for a role that may only read, and while a run is at work.")
    private boolean readOnly;

    /** What was found, for programs; as in run_results.json. */
    private record Checked(List<CheckResult> checks, List<Reconciliation> reconciliation) {}

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        if (readOnly) {
            return look();
        }
        return options.run("check", Set.of(Stage.CHECK));
    }

    private int look() throws Exception {
        Console console = Console.of(spec);
        Configuration configuration = options.selected()
                .place()
                .readingConfiguration(options.selected().selection());
        try (Database database =
                Database.openToRead(configuration.database(), options.selected().home())) {
            Instant now = Instant.now();
            Checks.Findings findings = new Checks(
                            database.warehouse(),
                            ProjectReader.read(options.selected().home(), configuration.catalog()))
                    .look(
                            RunId.at(now).text(),
                            now,
                            configuration.subjects(options.selected().selection()));
            ExitCode code = ExitCode.of(List.of(), findings);
            if (options.isJson()) {
                console.line(Json.of(new Checked(findings.results(), findings.reconciliations())));
            } else {
                new ReportText(console, options.isVerbose()).print(findings);
                console.line("checks failed: " + findings.failures().size());
            }
            return code.number();
        }
    }
}
