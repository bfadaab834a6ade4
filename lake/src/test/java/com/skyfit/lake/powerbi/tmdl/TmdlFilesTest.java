package com.skyfit.lake.powerbi.tmdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.Proof;
import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.Role.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back as it was, by a reader that knows the grammar and not the writer. */
class TmdlFilesTest {

    /** Pieces that mean something to the language, and letters from everywhere. */
    private static final List<String> PIECES = List.of(
            "'", "\"", "=", " = ", ":", ": ", ".", "[", "]", "//", "///", "table", "measure", "ref", "ç", "日本", "😀",
            "é", " ", "\\", "`", "#(lf)", "{", "}", "0", "_", "-", "$", "Início");

    private final Random random = new Random(Proof.seed("TmdlFilesTest"));

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces) + 1; i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private String name() {
        return text(5).strip() + "x" + random.nextInt(1_000_000);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Column column(List<String> earlier) {
        String name = name();
        Column column = new Column(
                name,
                random.nextBoolean() ? "" : "a" + text(4).strip() + "\n" + "b" + text(4).strip(),
                oneOf(DataType.values()),
                text(4),
                random.nextBoolean() ? Optional.empty() : Optional.of(text(4)),
                random.nextBoolean() ? "" : text(3),
                earlier.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(earlier.get(0)),
                random.nextBoolean(),
                random.nextBoolean(),
                id());
        earlier.add(name);
        return column;
    }

    private Measure measure() {
        return new Measure(name(), "", "CALCULATE (\n    " + "x" + text(6).strip() + "\n)", text(4), text(2), id());
    }

    private Table table() {
        List<String> columns = new ArrayList<>();
        return new Table(
                name(),
                random.nextBoolean() ? "" : "d" + text(3).strip(),
                random.nextBoolean(),
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> measure()).toList(),
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> column(columns))
                        .toList(),
                new Partition(oneOf(StorageMode.values()), "let\n    Source = " + M.text(text(5)) + "\nin\n    Source"),
                id());
    }

    private SemanticModel model() {
        List<Table> tables = IntStream.range(0, 4).mapToObj(i -> table()).toList();
        return new SemanticModel(
                "pt-BR",
                List.of(new Parameter("Server", text(4), id())),
                tables,
                List.of(new Relationship(
                        id(),
                        new ColumnName(name(), name()),
                        new ColumnName(name(), name()),
                        oneOf(Kind.values()),
                        random.nextBoolean(),
                        random.nextBoolean())),
                List.of(new Role(name(), List.of(new Filter(tables.get(0).name(), "x " + text(3).strip() + " y")))));
    }

    @Test
    void whateverNamesAndTextsHaveTheModelIsReadBackAsItWas() {
        for (int i = 0; i < Proof.tries(300, 5_000); i++) {
            SemanticModel model = model();
            assertThat(ReadModel.of(TmdlFiles.of(model))).isEqualTo(model);
        }
    }

    @Test
    void equalModelsHaveEqualFiles() {
        SemanticModel model = model();

        assertThat(TmdlFiles.of(model)).isEqualTo(TmdlFiles.of(ReadModel.of(TmdlFiles.of(model))));
    }

    private static SemanticModel named(String... tables) {
        return new SemanticModel(
                "en-US",
                List.of(),
                List.of(tables).stream()
                        .map(name -> new Table(
                                name,
                                "",
                                false,
                                List.of(),
                                List.of(),
                                new Partition(StorageMode.DUAL, "1"),
                                new UUID(0, 0)))
                        .toList(),
                List.of(),
                List.of());
    }

    @Test
    void tablesWhoseNamesDifferInWhatNoFileNameHasDoNotShareAFile() {
        List<String> files = TmdlFiles.of(named("a:b", "A/B", "a_b", "CON", "lost.", "x".repeat(200))).keySet().stream()
                .filter(path -> path.startsWith("tables/"))
                .toList();

        assertThat(files)
                .hasSize(6)
                .allSatisfy(path -> assertThat(path.substring("tables/".length()))
                        .doesNotMatch(".*[\\\\/:*?\"<>|].*")
                        .doesNotMatch("(?i)(con|nul)\\.tmdl")
                        .hasSizeLessThan(120));
        assertThat(files.stream().map(path -> path.toLowerCase(Locale.ROOT)).distinct())
                .hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\u0085b", "a\u2028b"})
    void aNameWithControlCharactersIsRefused(String name) {
        SemanticModel model = named(name);

        assertThatThrownBy(() -> TmdlFiles.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "table a b\n\n",
                "table a\n  column b\n\n",
                "table a\n\t\tcolumn b\n\n",
                "table a\n\tcolumn b.c\n\n",
                "table a\n\tmeasure b =\n\t\tSUM(1)\n\n",
                "table a\n\t/// of nothing\n\n",
                "table a\n\tisHidden\n\tisHidden\n\n",
                "table a\n\t// a comment\n\n",
                "table a\r\n\n",
                "table a\n"
            })
    void theReaderOfTheTestsIsStrict(String text) {
        assertThatThrownBy(() -> TmdlReader.read("t.tmdl", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTextOfPowerQueryStaysOnOneLine() {
        assertThat(M.text("a\t\"b\" #(lf)\nc")).isEqualTo("\"a#(0009)\"\"b\"\" #(#)(lf)#(000A)c\"");
    }
}
