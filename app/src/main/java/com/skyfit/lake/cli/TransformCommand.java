package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.Stage;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One stage alone. */
@Command(
        name = "transform",
        description = "Brings what is new in silver to gold, and builds the models over it.",
        footer = {"", "Example:", "  skyfit transform --source zendesk"})
final class TransformCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(spec, selection, "transform", Set.of(Stage.TRANSFORM, Stage.MODELS));
    }
}
