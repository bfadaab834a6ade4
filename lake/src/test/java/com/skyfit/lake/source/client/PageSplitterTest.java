package com.skyfit.lake.source.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSplitterTest {

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    private Page split(String reply) throws Exception {
        return split(new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)));
    }

    private Page split(InputStream reply) throws Exception {
        return new PageSplitter(reply, "data", "update_time", lines).split();
    }

    private String lines() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRecordKeepsItsBytes() throws Exception {
        String record =
                "{\"b\":1.10,\"a\":1e2,\"id\":9007199254740993,\"id\":2,\"t\":\"\\u00e1\\/ \\\" ]}\",\"e\":{}, \"x\" : [ ]}";

        Page page = split("{\"data\":[" + record + "],\"more\":true}");

        assertThat(lines()).isEqualTo(record + "\n");
        assertThat(page.records()).isEqualTo(1);
        assertThat(page.text("more")).isEqualTo("true");
    }

    @Test
    void lineBreaksBetweenTokensAreLeftOut() throws Exception {
        split("{\n \"data\": [\r\n  {\n    \"id\": 1,\r\n    \"t\": \"a\\nb\"\n  },\n  {\"id\":2}\n ]\n}\n");

        assertThat(lines()).isEqualTo("{    \"id\": 1,    \"t\": \"a\\nb\"  }\n{\"id\":2}\n");
    }

    @Test
    void elementsThatAreNoObjectsAreLinesToo() throws Exception {
        assertThat(split("{\"data\":[null, 12 ,\"x\",[1,2]]}").records()).isEqualTo(4);
        assertThat(lines()).isEqualTo("null\n12\n\"x\"\n[1,2]\n");
    }

    @Test
    void nullInsteadOfRecordsIsAnEmptyPage() throws Exception {
        assertThat(split("{\"success\":true,\"data\":null}").records()).isZero();
    }

    @Test
    void oldestAndNewestSourceTimesAreThoseOfTheRecordsThemselves() throws Exception {
        Page page = split("""
                {"data":[{"update_time":"2026-01-02T03:04:05Z","person":{"update_time":"2030-01-01T00:00:00Z"}},
                 {"note":"update_time","update_time" : "2026-01-01 00:00:00"},{"update_time":null},{"update_time":1767225600}]}""");

        assertThat(page.newest()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(page.oldest()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void otherArraysOfTheReplyAreNoRecords() throws Exception {
        Page page = split("{\"users\":[{\"id\":7},{\"id\":8}],\"data\":[{\"id\":1}],\"next\":{\"cursor\":\"c\"}}");

        assertThat(lines()).isEqualTo("{\"id\":1}\n");
        assertThat(page.text("next.cursor")).isEqualTo("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>blocked</html>",
                "null",
                "{\"data\":[{\"id\":1}",
                "{\"data\":[{\"id\":1},",
                "{\"data\":[{\"id\":1},]}",
                "{\"data\":[{\"id\":1} {\"id\":2}]}",
                "{\"data\":[{\"id\":1}]} trailing",
                "{\"data\":[{\"t\":\"a\nb\"}]}",
                "{\"data\":[],\"x\":tru}",
                "{\"data\":[]"
            })
    void aReplyThatIsNotWhatTheApiPromisesIsUnreadable(String reply) {
        assertThatThrownBy(() -> split(reply)).isInstanceOf(SourceException.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[]", "{}", "{\"other\":[]}", "{\"data\":{\"id\":1}}", "{\"a\":{\"data\":[1]}}"})
    void aCompleteReplyWithoutTheRecordsIsMisshapen(String reply) {
        assertThatThrownBy(() -> split(reply)).isInstanceOf(SourceException.Misshapen.class);
    }

    @RepeatedTest(200)
    void whateverTheRecordsAndHoweverTheyArriveTheLinesAreTheirBytes(RepetitionInfo repetition) throws Exception {
        long seed = 4200L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            records.add(value(random, 4));
        }
        String reply = "{" + member(random, "before") + "\"data\":[" + String.join(",", records) + "]"
                + (random.nextBoolean() ? ",\"after\":" + value(random, 2) : "") + "}";

        Page page = split(new Trickle(reply.getBytes(StandardCharsets.UTF_8), random));

        assertThat(lines()).as("seed %d", seed).isEqualTo(records.isEmpty() ? "" : String.join("\n", records) + "\n");
        assertThat(page.records()).isEqualTo(records.size());
    }

    private static String member(Random random, String name) {
        return random.nextBoolean() ? "\"" + name + "\":" + value(random, 2) + "," : "";
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 7);
        return switch (kind) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> random.nextBoolean() ? "null" : "true";
            case 2, 3 -> string(random);
            case 4 -> "[" + list(random, depth, false) + "]";
            default -> "{" + list(random, depth, true) + "}";
        };
    }

    private static String list(Random random, int depth, boolean named) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            parts.add((named ? (random.nextInt(4) == 0 ? "\"update_time\"" : string(random)) + ": " : "")
                    + value(random, depth - 1));
        }
        return String.join(random.nextBoolean() ? "," : " , ", parts);
    }

    private static String string(Random random) {
        String[] pieces = {
            "a", "\\\"", "\\\\", "{", "}", "[", "]", ",", ":", "é", "💪", "\\n", "\\u0000", " ", "update_time"
        };
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.append('"').toString();
    }

    /** Gives a few bytes at a time, so that every kind of token is cut somewhere. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Trickle(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
        }
    }
}
