package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private CommandLine commandLine() {
        return Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err));
    }

    private int execute(String... words) {
        return commandLine().execute(words);
    }

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    @Test
    void everyCommandSaysWhatItDoesAndKnowsHelp() {
        for (CommandLine command : all(commandLine())) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().optionsMap())
                    .as(command.getCommandName())
                    .containsKey("--help");
        }
    }

    @Test
    void everyExampleOfTheHelpTextsIsACommandLineThatIsTaken() {
        int examples = 0;
        for (CommandLine command : all(commandLine())) {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                if (line.startsWith("  skyfit ")) {
                    String[] words = Arrays.stream(line.replaceFirst(" > .*", "")
                                    .strip()
                                    .replaceFirst("skyfit ", "")
                                    .split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                            .map(word -> word.replace("\"", ""))
                            .toArray(String[]::new);
                    commandLine().parseArgs(words);
                    examples++;
                }
            }
        }
        assertThat(examples).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"walk", "run --sauce x", "db", "trace core.pd_deals", "sql --json --csv x", "demo --scale 0"})
    void whatCannotBeUnderstoodEndsWithTwo(String line) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void aConfigurationThatCannotBeUsedEndsWithTwoAndNamesEveryMistake() {
        assertThat(execute("run", "--home", home.toString(), "--source", "nope"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Unknown source 'nope'");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aMistakeInAnOwnCatalogFileEndsWithTwoAndNamesItsLine() throws Exception {
        Path file = Files.createDirectories(home.resolve("catalog")).resolve("own.yaml");
        Files.writeString(file, "source: zendesk\nentities:\n  groups:\n    expect_rows: perhaps\n");

        assertThat(execute("catalog", "validate", "--home", home.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("own.yaml:4");
    }

    @Test
    void anotherRunAtWorkEndsWithFour() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home), 0);
                Warehouse warehouse = Warehouse.open(server.address());
                WriterLock held = warehouse.tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(execute("transform", "--home", home.toString())).isEqualTo(4);
        }
        assertThat(err.toString()).contains("Another run");
    }

    @Test
    void aDemoDoesNotTouchAFolderThatHoldsSomethingElse() throws Exception {
        Path letter = Files.writeString(home.resolve("letter.txt"), "mine");

        assertThat(execute("demo", "--home", home.toString())).isEqualTo(2);
        assertThat(letter).hasContent("mine");
    }

    @Test
    void aQueryThatWritesIsRefused() {
        assertThat(execute("sql", "--home", home.toString(), "create table public.x (a int)"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("read-only");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).matches("skyfit \\d+\\.\\d+\\.\\d+.*");
    }
}
