package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What help pages say: whole sentences, on a terminal of usual width, and of each command what is true of it. */
class HelpTextsTest {

    private static final int TERMINAL = 80;

    static CommandLine wholeCommandLine() {
        return Skyfit.wholeCommandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
    }

    /** The command and all below it, in the order of the usage pages. */
    static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    private static List<CommandSpec> commands() {
        return all(wholeCommandLine()).stream().map(CommandLine::getCommandSpec).toList();
    }

    /** Whether it is only a name for the commands below it. */
    private static boolean isGroup(CommandSpec command) {
        return !command.subcommands().isEmpty() && !(command.userObject() instanceof Callable<?>);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void everyDescriptionIsOfWholeSentences() {
        for (CommandSpec command : commands()) {
            Stream<String> ofOptions = Stream.concat(
                            command.options().stream(), command.positionalParameters().stream())
                    .map(ArgSpec::description)
                    .flatMap(Arrays::stream);
            assertThat(Stream.concat(Arrays.stream(command.usageMessage().description()), ofOptions))
                    .as(command.qualifiedName())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).matches("(?s)[A-Z0-9s].*[.)]"));
        }
    }

    @Test
    void noDescriptionIsCutInAListOfCommands() {
        for (CommandLine line : all(wholeCommandLine())) {
            String page = oneLine(line.getUsageMessage(Ansi.OFF));
            line.getSubcommands()
                    .forEach((name, sub) -> assertThat(page)
                            .contains(name + " "
                                    + oneLine(
                                            sub.getCommandSpec().usageMessage().description()[0])));
        }
    }

    @Test
    void everyExampleFitsALineOfAUsualTerminal() {
        for (CommandSpec command : commands()) {
            assertThat(command.usageMessage().footer())
                    .as(command.qualifiedName())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL));
        }
    }

    @Test
    void everyCommandNamesTheExitCodesThatItCanEndWithAndNoOthers() {
        Set<String> ofRuns = Set.of("run", "backfill", "extract", "load", "transform", "check", "rebuild");
        for (CommandSpec command : commands()) {
            Set<String> codes = command.usageMessage().exitCodeList().keySet();
            boolean isRun =
                    command.parent() != null && command.parent().parent() == null && ofRuns.contains(command.name());
            if (isGroup(command) && command.parent() != null) {
                assertThat(codes).as(command.qualifiedName()).isEmpty();
            } else {
                assertThat(codes).as(command.qualifiedName()).contains("2");
                assertThat(isRun || command.parent() == null || !codes.contains("5"))
                        .as(command.qualifiedName() + " ends with 5")
                        .isTrue();
            }
            assertThat(command.userObject() instanceof LeavesLog.OfRun)
                    .as(command.qualifiedName())
                    .isEqualTo(isRun);
        }
    }

    @Test
    void onlyRunsSayThatTheirJsonIsThatOfTheResultFile() {
        for (CommandSpec command : commands()) {
            if (command.optionsMap().containsKey("--json")) {
                boolean asInFile =
                        command.optionsMap().get("--json").description()[0].contains("run_results.json");
                assertThat(asInFile)
                        .as(command.qualifiedName())
                        .isEqualTo(command.userObject() instanceof LeavesLog.OfRun);
            }
        }
    }

    @Test
    void noHeadingStandsAlone() {
        for (CommandLine line : all(wholeCommandLine())) {
            String page = line.getUsageMessage(Ansi.OFF);
            assertThat(page.contains("Exit codes:"))
                    .as(line.getCommandSpec().qualifiedName())
                    .isEqualTo(
                            !line.getCommandSpec().usageMessage().exitCodeList().isEmpty());
        }
    }
}
