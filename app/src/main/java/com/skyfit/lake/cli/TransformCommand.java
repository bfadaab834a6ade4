package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.Stage;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One stage alone. */
@Command(
        name = "transform",
        description = "Brings what is new in silver to gold, and builds the models over it.",
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Example:", "  skyfit transform --source zendesk"})
final class TransformCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Mixin
    private StageOptions options = new StageOptions();

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        return options.run("transform", Set.of(Stage.TRANSFORM, Stage.MODELS));
    }
}
