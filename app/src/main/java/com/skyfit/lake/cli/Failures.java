package com.skyfit.lake.cli;

import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.run.Ending;
import com.skyfit.lake.run.result.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells how commands fail: people on the error stream, programs that asked for JSON also on the other, and those who come later in log and results. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String JSON = "--json";

    private Failures() {}

    /** What a command threw; returns the exit code. */
    static int thrown(Throwable failure, CommandLine command) {
        Ending ending = Ending.of(failure);
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(ending.lines().get(0)));
        ending.lines().stream().skip(1).forEach(line -> err.println("  " + line));
        ParseResult parsed = command.getParseResult();
        if (parsed != null && parsed.hasMatchedOption(JSON)) {
            printJson(command, ending.code(), ending.message());
        }
        return ending.code().number();
    }

    /** Words that are no command line of this program: one line says why, one where there is help. Returns the exit code. */
    static int misused(ParameterException mistake, String... words) {
        CommandLine command = mistake.getCommandLine();
        String problem = problem(mistake);
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(problem));
        err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
        boolean wantsJson = List.of(words).contains(JSON)
                && command.getCommandSpec().optionsMap().containsKey(JSON);
        if (wantsJson) {
            printJson(command, ExitCode.USAGE, problem);
        }
        if (command.getCommand() instanceof LeavesLog logged) {
            leave(logged, command.getCommandSpec().qualifiedName(" ").replaceFirst("^skyfit ", ""), problem);
        }
        return ExitCode.USAGE.number();
    }

    private static String problem(ParameterException mistake) {
        String said = String.valueOf(mistake.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^Error: ", "");
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            List<String> known = known(mistake.getCommandLine(), word);
            return said
                    + NearestName.closest(known, word, Math.max(2, word.length() / 3))
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse("");
        }
        return said;
    }

    private static List<String> known(CommandLine command, String word) {
        if (word.startsWith("-")) {
            return command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .toList();
        }
        return List.copyOf(command.getSubcommands().keySet());
    }

    private static void printJson(CommandLine command, ExitCode code, String message) {
        command.getOut()
                .println(JsonNodeFactory.instance
                        .objectNode()
                        .put("exit_code", code.number())
                        .put("message", message));
        command.getOut().flush();
    }

    /** A home that is not there yet is not made for a mistyped command. */
    private static void leave(LeavesLog logged, String command, String problem) {
        if (!Files.isDirectory(logged.place().folder())) {
            return;
        }
        LogFile log = logged.place().log();
        try (log) {
            LOG.error(
                    "event=command_ended command=\"{}\" exit_code={} message=\"{}\"",
                    command,
                    ExitCode.USAGE.number(),
                    problem);
            logged.refused(problem);
        } catch (IOException e) {
            LOG.error(
                    "event=results_not_written home=\"{}\" reason=\"{}\"",
                    logged.place().folder(),
                    Ending.of(e).message());
        }
    }
}
