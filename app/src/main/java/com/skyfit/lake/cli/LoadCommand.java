package com.skyfit.lake.cli;

import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One stage alone. */
@Command(
        name = "load",
        description = "Loads what is new in bronze into silver.",
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit load --source zendesk", "  skyfit load --entity deals --force"})
final class LoadCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Mixin
    private StageOptions options = new StageOptions();

    @Option(names = "--force", description = "Loads again what silver holds already, replacing its rows.")
    private boolean force;

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        RunOptions load = new RunOptions(Set.of(Stage.LOAD));
        return options.run("load", force ? load.forced() : load);
    }
}
