package com.skyfit.lake.cli;

import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All stages, or those that are not skipped. */
@Command(
        name = "run",
        description = "Brings what is new at the sources through bronze and silver to gold, and checks it.",
        exitCodeList = {
            ExitCodeText.COMPLETE,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.CHECKS,
            ExitCodeText.LOCKED,
            ExitCodeText.PARKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit run",
            "  skyfit run --source pipedrive --scope comercial",
            "  skyfit run --entity deals --skip-extract",
            "  skyfit run --source pipedrive --sweep",
            "  skyfit run --entity persons --skip-extract --confirm-deletions"
        })
final class RunCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Mixin
    private StageOptions options = new StageOptions();

    @Option(names = "--skip-extract", description = "Asks no source; starts with what bronze holds.")
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
            description =
                    "Lists all records of the entities whose deletions only a complete list shows (persons, activities, organizations, old deals), however recent the last complete list is.")
    private boolean sweep;

    @Option(
            names = "--confirm-deletions",
            description =
                    "Marks as deleted what the newest complete lists no longer show, however many records that is; the check 'deletions' says when this is needed.")
    private boolean confirmDeletions;

    @Override
    public StageOptions options() {
        return options;
    }

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
        return options.run("run", new RunOptions(stages, false, sweep, confirmDeletions, null));
    }
}
