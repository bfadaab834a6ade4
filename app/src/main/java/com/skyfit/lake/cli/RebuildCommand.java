package com.skyfit.lake.cli;

import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A layer made anew from the one before it. */
@Command(
        name = "rebuild",
        description = {
            "Builds gold again from silver, or silver and gold again from bronze, without asking a source.",
            "Readers see the tables as they were until an entity is done; views stay. Rows that come out the same are not written. A rebuild that was interrupted leaves nothing behind: run it again."
        },
        exitCodeList = {
            ExitCodeText.COMPLETE,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.CHECKS,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit rebuild gold", "  skyfit rebuild silver --entity deals"})
final class RebuildCommand implements Callable<Integer>, LeavesLog.OfRun {

    /** What is built anew. */
    enum Layer {
        GOLD,
        SILVER;

        private Set<Stage> stages() {
            Set<Stage> stages = EnumSet.of(Stage.TRANSFORM, Stage.MODELS, Stage.CHECK);
            if (this == SILVER) {
                stages.add(Stage.LOAD);
            }
            return stages;
        }
    }

    @Parameters(paramLabel = "LAYER", description = "What to build: gold or silver.")
    private Layer layer = Layer.GOLD;

    @Mixin
    private StageOptions options = new StageOptions();

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        return options.run("rebuild " + layer.name().toLowerCase(Locale.ROOT), new RunOptions(layer.stages()).forced());
    }
}
