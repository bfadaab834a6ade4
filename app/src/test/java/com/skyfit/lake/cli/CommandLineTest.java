package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private CommandLine whole() {
        return Skyfit.wholeCommandLine(new PrintWriter(out), new PrintWriter(err));
    }

    private int execute(String... words) {
        return Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), words)
                .execute(words);
    }

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    @Test
    void everyCommandSaysWhatItDoesAndKnowsHelp() {
        for (CommandLine command : all(whole())) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().optionsMap())
                    .as(command.getCommandName())
                    .containsKey("--help");
        }
    }

    @Test
    void theUsagePageIsTheSameWhetherOrNotAllCommandsWereBuilt() {
        assertThat(Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), "--help")
                        .getUsageMessage())
                .isEqualTo(whole().getUsageMessage());
    }

    @Test
    void everyExampleOfTheHelpTextsIsACommandLineThatIsTaken() {
        int examples = 0;
        for (CommandLine command : all(whole())) {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                if (line.startsWith("  skyfit ")) {
                    String[] words = Arrays.stream(line.replaceFirst(" > .*", "")
                                    .strip()
                                    .replaceFirst("skyfit ", "")
                                    .split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                            .map(word -> word.replace("\"", ""))
                            .toArray(String[]::new);
                    Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), words)
                            .parseArgs(words);
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
        assertThat(home.resolve("lake")).doesNotExist();
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

    /** A part as the earlier scripts left it, without a manifest. */
    private void oldPart(String entity, byte[] stored) throws Exception {
        Path folder = home.resolve("lake/bronze/pipedrive/scope=comercial/entity=" + entity
                + "/ingestion_date=2026-01-05/run_id=20260105T060000Z");
        Files.write(Files.createDirectories(folder).resolve("part-00001.jsonl.gz"), stored);
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void anAdoptionSaysWhatItTookOverAndEndsWithOneWhereAPartIsBroken() throws Exception {
        oldPart("deals", gzip("{\"id\":1}\n{\"id\":2}"));
        oldPart("persons", new byte[0]);

        assertThat(execute("adopt", "--home", home.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("adopted 1 parts with 2 lines, not adopted: 1")
                .containsPattern("pipedrive.comercial.deals +1 parts +2 lines")
                .containsPattern("not adopted: bronze/pipedrive/scope=comercial/entity=persons/.*it is empty");
        assertThat(
                        home.resolve(
                                "lake/_meta/pipedrive/runs/run_id=20260105T060000Z/scope=comercial/entity=deals/manifest-00001.json"))
                .exists();
    }

    @Test
    void anAdoptionThatIsOnlyLookedAtWritesNothing() throws Exception {
        oldPart("deals", gzip("{\"id\":1}"));

        assertThat(execute("adopt", "--dry-run", "--json", "--home", home.toString()))
                .isZero();
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.path("dry_run").asBoolean()).isTrue();
        assertThat(report.path("adopted").path(0).path("parts").asInt()).isEqualTo(1);
        assertThat(report.path("left_alone").isEmpty()).isTrue();
        assertThat(home).isDirectoryNotContaining(path -> !path.endsWith("lake"));
        assertThat(home.resolve("lake/_meta")).doesNotExist();
    }

    @Test
    void aDemoDoesNotTouchAFolderThatHoldsSomethingElse() throws Exception {
        Path letter = Files.writeString(home.resolve("letter.txt"), "mine");

        assertThat(execute("demo", "--home", home.toString())).isEqualTo(2);
        assertThat(letter).hasContent("mine");
    }

    @Test
    void aQueryThatIsNoneEndsWithTwoAndOneThatIsPrintsItsRows() throws Exception {
        for (String refused : List.of("create table public.x (a int)", "select 1; select 2", "")) {
            assertThat(execute("sql", "--home", home.toString(), refused)).isEqualTo(2);
        }
        assertThat(err.toString()).contains("Allowed is one statement that returns rows");
        Files.writeString(Files.createDirectories(home.resolve("catalog")).resolve("own.yaml"), "source: pipdrive\n");

        assertThat(execute("sql", "--json", "--home", home.toString(), "select 1 as n, 'x' as n, current_user as u"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("{\"n\":1,\"n_2\":\"x\",\"u\":\"skyfit_reader\"}\n");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).matches("skyfit \\d+\\.\\d+\\.\\d+.*");
    }
}
