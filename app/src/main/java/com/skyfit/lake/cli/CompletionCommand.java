package com.skyfit.lake.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What shells complete command lines with. */
@Command(
        name = "generate-completion",
        description = {
            "Prints a script with which bash and zsh complete commands, options, sources, scopes, entities and tables.",
            "It knows the catalog as it is now; generate it again when an own file adds to it. In bash: source <(skyfit generate-completion)"
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE},
        footer = {"", "Example:", "  skyfit generate-completion"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine running = Console.specified(spec).commandLine();
        CommandLine everything = Skyfit.wholeCommandLine(running.getOut(), running.getErr());
        Console.of(spec).line(AutoComplete.bash(everything.getCommandName(), everything));
        return 0;
    }
}
