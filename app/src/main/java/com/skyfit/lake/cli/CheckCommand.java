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
        name = "check",
        description = "Checks that everything is there, current and consistent.",
        synopsisSubcommandLabel = "[accept]",
        subcommands = CheckAcceptCommand.class,
        footer = {"", "Examples:", "  skyfit check --source zendesk", "  skyfit check accept --help"})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        return RunCommand.run(spec, selection, "check", Set.of(Stage.CHECK));
    }
}
