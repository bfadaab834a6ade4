package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.Stage;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One stage alone. */
@Command(
        name = "extract",
        description = "Reads what is new at the sources into bronze.",
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.PARKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Example:", "  skyfit extract --source zendesk"})
final class ExtractCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Mixin
    private StageOptions options = new StageOptions();

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        return options.run("extract", Set.of(Stage.EXTRACT));
    }
}
