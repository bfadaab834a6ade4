package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
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
        name = "build",
        description = "Builds all models in the order of what they read.",
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        })
final class ModelsBuildCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--full-refresh",
            description = "Computes all rows of incremental models, also where new ones could be added.")
    private boolean fullRefresh;

    @Option(names = "--json", description = "Prints the results as JSON, in the form of a run's.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        RunOptions build = new RunOptions(Set.of(Stage.MODELS));
        return StageOptions.run(
                Console.of(spec),
                home,
                Selection.ALL,
                json,
                true,
                "models build",
                fullRefresh ? build.forced() : build);
    }
}
