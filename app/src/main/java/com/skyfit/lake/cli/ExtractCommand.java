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
        name = "extract",
        description = "Reads what is new at the sources into bronze.",
        footer = {"", "Example:", "  skyfit extract --source zendesk"})
final class ExtractCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(spec, selection, "extract", Set.of(Stage.EXTRACT));
    }
}
