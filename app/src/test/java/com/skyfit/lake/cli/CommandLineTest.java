package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void everyCommandKnowsHelp() {
        for (CommandLine command : HelpTextsTest.all(whole())) {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walk",
                "run --sauce x",
                "db",
                "trace core.pd_deals",
                "sql --csv",
                "demo --scale 0",
                "metrics value"
            })
    void whatCannotBeUnderstoodEndsWithTwo(String line) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().matches("For help: skyfit.* --help");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statsu                                                    | status",
                "run --sauce pipedrive                                     | --source",
                "run --source pipdrive                                     | pipedrive",
                "run --scope comercal                                      | comercial",
                "run --entity deal                                         | deals",
                "digest --entity deal                                      | deals",
                "plan --assume deal=5                                      | deals",
                "trace core.pd_deal --scope comercial --key 1              | pd_deals",
                "trace pd_deals --scope comercal --key 1                   | comercial",
                "catalog show --table pd_deal                              | pd_deals",
                "metrics show win_ratee                                    | win_rate",
                "metrics value win_rate --by mounth                        | month",
                "metrics value new_deals --by seller__sellername           | seller__seller_name",
                "check accept row-count core.pd_deals --reason x           | row-counts",
                "state show pipedrive.comercial.deal                       | pipedrive.comercial.deals",
            })
    void aNameThatIsNotKnownIsAnsweredWithTheNearest(String line, String nearest) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        if (!line.startsWith("statsu")) {
            words.addAll(List.of("--home", home.toString()));
        }

        assertThat(execute(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean '" + nearest + "'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "simulate --port 99999 | expected a port from 0 to 65535",
                "simulate --port abc | 'abc' is not a whole number",
                "simulate --scale -1 | expected more than 0",
                "simulate --scale many | 'many' is not a number",
                "plan --assume deals=-1 | no entity has -1 records",
                "plan --assume deals=few | 'few' is not a whole number",
                "trace core.pd_deals --scope comercial --key abc | 'abc' is no id of deals",
                "support-bundle --days week | 'week' is not a whole number",
                "serve --at 25:00 | '25:00' is no time of day",
                "serve --days feriado | 'feriado' names no days",
                "serve --zone Brasilia | 'Brasilia' is no time zone",
                "schedule install --with at | Unknown platform 'at'",
                "schedule show --name a/b | no name of a schedule",
            })
    void aValueThatCannotBeMeantIsAMistakeOfTheCommandLine(String line, String said) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        if (!line.startsWith("simulate")) {
            words.addAll(List.of("--home", home.toString()));
        }

        assertThat(execute(words.toArray(String[]::new))).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }

    @Test
    void aCommandThatReadsMakesNoDatabaseInAHomeThatHasNone() {
        Path mistyped = home.resolve("hmoe");

        for (String command : List.of("status", "storage", "db readers", "digest")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--home", mistyped.toString()));
            assertThat(execute(words.toArray(String[]::new))).isEqualTo(1);
            assertThat(err.toString()).contains("There is no database in " + mistyped);
        }
        assertThat(mistyped.resolve("pg")).doesNotExist();
    }

    @Test
    void aTableThatAQueryDoesNotFindIsAnsweredWithTheNearest() throws Exception {
        assertThat(execute("load", "--home", home.toString())).isZero();

        assertThat(execute("sql", "--home", home.toString(), "select * from core.pd_deal"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'core.pd_deals'?");
        assertThat(execute("sql", "--home", home.toString(), "select titel from core.pd_deals"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("pd_deals.title");
    }

    @Test
    void aCommandLineThatARunDoesNotUnderstandIsToldInLogAndResults() throws Exception {
        execute("run", "--home", home.toString(), "--sauce", "x");

        JsonNode result = JsonMapper.shared().readTree(Files.readString(only(home.resolve("run_results"))));
        assertThat(result.path("exit_code").asInt()).isEqualTo(2);
        assertThat(result.path("message").asString()).contains("--sauce");
        assertThat(only(home.resolve("logs"))).content().contains("command=\"run\" exit_code=2", "--sauce");
        assertThat(home.resolve("run_results.json")).doesNotExist();
    }

    @Test
    void aMistypedCommandMakesNoHome() {
        Path none = home.resolve("none");

        assertThat(execute("run", "--home", none.toString(), "--sauce", "x")).isEqualTo(2);
        assertThat(none).doesNotExist();
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --json --sauce x",
                "run --json --source nope",
                "status --json --scope nope",
                "trace pd_deals --scope comercial --key 1 --json",
                "trace pd_deal --scope comercial --key 1 --json",
                "sql --json selct",
                "doctor --json --env-file nowhere.env"
            })
    void aFailureIsJsonToo(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.addAll(1, List.of("--home", home.toString()));

        int code = execute(words.toArray(String[]::new));

        assertThat(code).isNotZero();
        JsonNode failure = JsonMapper.shared().readTree(out.toString());
        assertThat(failure.path("exit_code").asInt()).isEqualTo(code);
        assertThat(failure.path("message").asString()).isNotBlank();
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void logAndRunHaveTheSameName() throws Exception {
        assertThat(execute("transform", "--home", home.toString())).isZero();

        String run =
                String.valueOf(only(home.resolve("run_results")).getFileName()).replace(".json", "");
        assertThat(only(home.resolve("logs"))).hasFileName("skyfit_" + run + ".log");
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
    void anotherRunAtWorkEndsWithFourAndIsNamedAlsoByStatus() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home), 0);
                Warehouse warehouse = Warehouse.open(server.address());
                WriterLock held = warehouse.tryLock().orElseThrow()) {
            held.enter("20260107T060000Z");
            assertThat(execute("transform", "--home", home.toString())).isEqualTo(4);
            assertThat(execute("status", "--home", home.toString())).isZero();
        }
        String atWork = "Run 20260107T060000Z on .+ \\(process \\d+, running since \\S+Z, last heartbeat \\d+ s ago\\)";
        assertThat(err.toString()).containsPattern("Another run .*: " + atWork);
        assertThat(out.toString()).containsPattern("At work: " + atWork);
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
        EmbeddedServer.open(Database.serverHome(home), 0).close();
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
    void aQueryIsReadFromStandardInputWhereAMinusStandsForIt() {
        EmbeddedServer.open(Database.serverHome(home), 0).close();
        InputStream usual = System.in;
        System.setIn(new ByteArrayInputStream("select 1 as n,\n 2 as m".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(execute("sql", "--csv", "--home", home.toString(), "-")).isZero();
        } finally {
            System.setIn(usual);
        }
        assertThat(out.toString()).isEqualToNormalizingNewlines("n,m\n1,2\n");
    }

    @Test
    void theCompletionKnowsSourcesScopesEntitiesAndTables() {
        assertThat(execute("generate-completion")).isZero();

        assertThat(out.toString())
                .contains("complete -F _complete_skyfit")
                .contains("\"pipedrive\" \"zendesk\"")
                .contains("\"comercial\" \"expansao\"")
                .contains("\"activities\" \"activity_fields\"")
                .contains("\"pd_activities\"")
                .contains("\"pipedrive.comercial.deals\"");
    }

    @Test
    void settingsThatSomebodyElseWroteAreNotReplacedByThoseOfASimulation() throws Exception {
        Path settings = Files.writeString(home.resolve(".env"), "PIPEDRIVE_TOKEN_COMERCIAL=real\n");

        assertThat(execute("simulate", "--env-file", settings.toString())).isEqualTo(2);
        assertThat(settings).hasContent("PIPEDRIVE_TOKEN_COMERCIAL=real");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).matches("skyfit \\d+\\.\\d+\\.\\d+.*");
    }
}
