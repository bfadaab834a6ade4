package com.skyfit.lake.cli;

import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A layer made anew from the one before it. */
@Command(
        name = "rebuild",
        description = {
            "Builds gold anew from silver, or silver and gold anew from bronze, asking no source. Readers see the tables as they were",
            "until an entity is done; views stay. Rows that come out the same are not written; a rebuild that was interrupted",
            "leaves nothing behind, say it again."
        },
        footer = {"", "Examples:", "  skyfit rebuild gold", "  skyfit rebuild silver --entity deals"})
final class RebuildCommand implements Callable<Integer> {

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

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "LAYER", description = "gold or silver.")
    private Layer layer = Layer.GOLD;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(
                spec,
                selection,
                new RunOptions(layer.stages()).forced(),
                "rebuild " + layer.name().toLowerCase(Locale.ROOT));
    }
}
