package com.skyfit.lake.cli;

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
        name = "load",
        description = "Loads what is new in bronze into silver.",
        footer = {"", "Examples:", "  skyfit load --source zendesk", "  skyfit load --entity deals --force"})
final class LoadCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(names = "--force", description = "Loads again what silver holds already, replacing its rows.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        RunOptions load = new RunOptions(Set.of(Stage.LOAD));
        return RunCommand.run(spec, selection, force ? load.forced() : load, "load");
    }
}
