package com.skyfit.lake.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    @TempDir
    private Path folder;

    private EnvFile read(byte[] bytes) throws Exception {
        return EnvFile.read(Files.write(folder.resolve(".env"), bytes));
    }

    private EnvFile read(String text) throws Exception {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> bare(List<String> texts) {
        return texts.stream().map(text -> text.replaceFirst("^.*\\.env ", "")).toList();
    }

    /** What is written behind NAME=, and what is read of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                " spaced |spaced",
                "\"quoted\"|quoted",
                "'single $ # x'|single $ # x",
                "\"a'b\"|a'b",
                "a\"b\"|a\"b\"",
                "54615 # port|54615",
                "localhost\t# our server|localhost",
                "\"value\" # comment|value",
                "'it' # isn't|it",
                "\"a # b\"|a # b",
                "a#b|a#b",
                "#b|#b",
                "a=b=c|a=b=c",
                "çã|çã"
            })
    void aValueIsReadAsItIsMeant(String written, String read) throws Exception {
        EnvFile found = read("NAME=" + written + "\n");

        assertThat(found.values()).isEqualTo(Map.of("NAME", read));
        assertThat(found.problems()).isEmpty();
        assertThat(found.notes()).isEmpty();
    }

    /** What could mean two things is refused by its line, and the value is not shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PG_PASSWORD=canary #x",
                "PG_PASSWORD=# canary",
                "NAME=\"canary",
                "NAME='canary\"",
                "NAME=\"canary\"x",
                "canary",
                "PG HOST=canary",
                "=canary",
                "1=canary"
            })
    void whatCouldMeanTwoThingsIsRefusedByItsLine(String line) throws Exception {
        EnvFile found = read("# first\n" + line + "\n");

        assertThat(found.problems())
                .singleElement()
                .asString()
                .contains(".env line 2: ")
                .doesNotContain("canary");
    }

    @Test
    void otherFormatsLowerCaseAndDuplicatesAreAcceptedAndReported() throws Exception {
        EnvFile found = read("export A=1\nset B=2\nSET C=3\n$env:D = \"4\"\npg_host=h\nA=5\n");

        assertThat(found.values()).isEqualTo(Map.of("A", "5", "B", "2", "C", "3", "D", "4", "PG_HOST", "h"));
        assertThat(bare(found.notes()))
                .containsExactly(
                        "line 2: 'set' belongs to another kind of file; write B=value",
                        "line 3: 'SET' belongs to another kind of file; write C=value",
                        "line 4: '$env:' belongs to another kind of file; write D=value",
                        "line 5: pg_host was read as PG_HOST; write it in capitals",
                        "line 6: A is already set on line 1; the later value is used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void everyEncodingThatEditorsWriteIsRead(String name) throws Exception {
        String text = "# Ação\r\nPG_HOST=servidor\r\nPG_PASSWORD=maçã\r\n";

        EnvFile found = read(text.getBytes(Charset.forName(name)));

        assertThat(found.values()).isEqualTo(Map.of("PG_HOST", "servidor", "PG_PASSWORD", "maçã"));
        assertThat(bare(found.notes()))
                .isEqualTo(
                        name.startsWith("w")
                                ? List.of("line 1: is not UTF-8 and was read as Windows-1252; save the file as UTF-8")
                                : List.of());
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() throws Exception {
        for (String bom : List.of("\uFEFF")) {
            assertThat(read(bom + "A=1\n").values()).isEqualTo(Map.of("A", "1"));
            assertThat(read((bom + "A=1\n").getBytes(StandardCharsets.UTF_16LE)).values())
                    .isEqualTo(Map.of("A", "1"));
            assertThat(read((bom + "A=1\n").getBytes(StandardCharsets.UTF_16BE)).values())
                    .isEqualTo(Map.of("A", "1"));
        }
    }

    @Test
    void bytesThatAreTextInNeitherEncodingAreRefusedByTheirLine() throws Exception {
        assertThat(bare(read(new byte[] {'A', '=', '1', '\n', 'B', '=', (byte) 0x81})
                        .problems()))
                .containsExactly("line 2: is neither UTF-8 nor Windows-1252; save the file as UTF-8");
    }

    @Test
    void theFirstOfSeveralFilesWinsAndTheEnvironmentOverAll() throws Exception {
        Path first = Files.writeString(folder.resolve("first.env"), "A=1\nB=1\n");
        Path second = Files.writeString(folder.resolve("second.env"), "A=1\nB=2\nC=2\nD=\n");

        Settings settings = Settings.read(Map.of("C", "3", "E", ""), List.of(first, second));

        assertThat(settings.values()).isEqualTo(Map.of("A", "1", "B", "1", "C", "3"));
        assertThat(settings.notes())
                .containsExactly(second + " line 2: B is not used, because it is set in " + first + " line 2 too");
    }
}
