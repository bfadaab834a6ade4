package com.skyfit.lake.silver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lines that are malformed, extreme, or only look so: made by rules, each different from all others, none with a newline inside. */
final class HostileLines {

    private final Set<String> lines = new LinkedHashSet<>();
    private int id = 1_000_000;

    private HostileLines() {}

    /** All of them. */
    static List<byte[]> all() {
        HostileLines lines = new HostileLines();
        lines.notWhole();
        lines.everyByteEverywhere();
        lines.escapes();
        lines.numbers();
        lines.nesting();
        lines.noRecords();
        lines.keys();
        lines.encodings();
        lines.structures();
        lines.sizes();
        List<byte[]> all = new ArrayList<>();
        lines.lines.forEach(line -> all.add(line.getBytes(StandardCharsets.ISO_8859_1)));
        return all;
    }

    /** Text in which each character stands for one byte. */
    private void add(String bytes) {
        lines.add(bytes);
    }

    private void value(String value) {
        add("{\"id\":" + ++id + ",\"v\":" + value + "}");
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void notWhole() {
        String record = utf8("{\"id\":999,\"a\":[1.5e3,null,true],\"b\":{\"c\":\"é\\u00e9\\\\\"},\"d\":false}");
        for (int end = 0; end < record.length(); end++) {
            add(record.substring(0, end));
            add(record.substring(0, end) + record.substring(end + 1));
        }
    }

    private void everyByteEverywhere() {
        for (int b = 0; b < 256; b++) {
            if (b != '\n') {
                value("\"x" + (char) b + "y\"");
                value("1" + (char) b);
                add((char) b + "{\"id\":" + ++id + "}");
            }
        }
    }

    private void escapes() {
        for (int c = 0; c < 128; c++) {
            if (c != '\n') {
                value("\"\\" + (char) c + "\"");
            }
        }
        for (String unit : List.of(
                "0000", "0001", "001f", "0022", "005c", "00e9", "D7FF", "d800", "dbff", "dc00", "dfff", "E000",
                "ffff")) {
            value("\"\\u" + unit + "\"");
            value("\"\\\\u" + unit + "\"");
            value("\"\\\\\\u" + unit + "\"");
            value("\"a\\u" + unit + "\\u" + unit + "b\"");
            value("\"\\ud83d\\u" + unit + "\"");
            value("\"\\u" + unit + "\\ude00\"");
            value("{\"\\u" + unit + "\":1}");
        }
        for (String broken :
                List.of("\\u", "\\u1", "\\u12", "\\u123", "\\u12g4", "\\ud83d\\", "\\ud83d\\u", "\\ud83dx", "\\")) {
            value("\"" + broken + "\"");
        }
    }

    private void numbers() {
        for (String number : List.of(
                "0",
                "-0",
                "-",
                "00",
                "01",
                "-01",
                "1.",
                ".1",
                "1.0",
                "1e",
                "1e+",
                "1e-",
                "1e5",
                "1E+05",
                "1e5.0",
                "--1",
                "+1",
                "0x10",
                "1_000",
                "1,000",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e400",
                "-1e400",
                "1e131071",
                "1e131072",
                "1e999999",
                "1e-16383",
                "1e-16384",
                "1e-999999",
                "9223372036854775808",
                "0.1e1000",
                "1e00000000000000000005",
                "1 2",
                "1-",
                "1e5e5",
                "1.2.3")) {
            value(number);
        }
        for (int digits : new int[] {199, 201, 1_000, 131_072, 131_073}) {
            value("9".repeat(digits));
            value("0." + "3".repeat(digits));
        }
    }

    private void nesting() {
        for (int depth : new int[] {1, 98, 99, 100, 101, 500, 5_000, 50_000, 500_000}) {
            value("[".repeat(depth) + "]".repeat(depth));
            value("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
            value("[".repeat(depth));
        }
    }

    private void noRecords() {
        for (String line : List.of(
                "",
                " ",
                "\t",
                "\r",
                "{}",
                "[]",
                "null",
                "true",
                "1",
                "\"id\"",
                "[{\"id\":1}]",
                "{\"id\":5}{\"id\":6}",
                "{\"id\":7},",
                "\\.",
                "\\N",
                "id;name",
                "<html><body>502</body></html>",
                "{'id':8}",
                "{id:9}",
                "// {\"id\":10}",
                "NaN",
                "undefined")) {
            add(line);
        }
    }

    private void keys() {
        for (String key : List.of(
                "null",
                "\"\"",
                "\"12\"",
                "\"abc\"",
                "\"1\\u0032\"",
                "-1",
                "1.0",
                "1e2",
                "1.5",
                "0",
                "12",
                "999999999999999999",
                "1000000000000000000",
                "9223372036854775808",
                "true",
                "[1]",
                "{\"a\":1}",
                "\" 7\"",
                "\"7 \"",
                "007",
                "\"007\"")) {
            add("{\"id\":" + key + "}");
            add("{\"name\":\"x\",\"id\" : " + key + " ,\"z\":1}");
            add("{\"id\":" + ++id + ",\"id\":" + key + "}");
            add("{\"id\":" + key + ",\"id\":" + ++id + "}");
            add("{\"id\":" + ++id + ",\"\\u0069d\":" + key + "}");
            add("{\"nested\":{\"id\":" + key + "}}");
        }
        add("{\"ID\":1}");
        add("{\"id \":1}");
        add("{\"\\u0069d\":" + ++id + "}");
        add("{\"id\"}");
        add("{\"id\":}");
        add("{\"id\":" + ++id + ",\"i\\u0064\":\"\\u0000\"}");
    }

    private void encodings() {
        for (String bytes : List.of(
                "\u00C0\u0080",
                "\u00C1\u00BF",
                "\u00C2",
                "\u00C2A",
                "\u00E0\u0080\u0080",
                "\u00E0\u009F\u00BF",
                "\u00ED\u009F\u00BF",
                "\u00ED\u00A0\u0080",
                "\u00ED\u00BF\u00BF",
                "\u00EE\u0080\u0080",
                "\u00EF\u00BF\u00BF",
                "\u00E2\u0082",
                "\u00F0\u0080\u0080\u0080",
                "\u00F0\u0090\u0080\u0080",
                "\u00F4\u008F\u00BF\u00BF",
                "\u00F4\u0090\u0080\u0080",
                "\u00F5\u0080\u0080\u0080",
                "\u00F0\u009F\u0098",
                "\u00F8\u0088\u0080\u0080\u0080",
                "\u00FE",
                "\u00FF\u00FE",
                "\u00EF\u00BB\u00BF")) {
            value("\"" + bytes + "\"");
            add("{\"id\":" + ++id + ",\"" + bytes + "\":1}");
        }
        add("\u00EF\u00BB\u00BF{\"id\":" + ++id + "}");
        add(new String("{\"id\":1}".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
    }

    private void structures() {
        for (String value : List.of(
                "",
                ",",
                "1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{1:2}",
                "{null:1}",
                "[1}",
                "{\"a\":1]",
                "tru",
                "True",
                "TRUE",
                "nul",
                "nullx",
                "falsey",
                "'a'",
                "\"a",
                "a\"",
                "\"a\"\"b\"",
                "/*c*/1",
                "1 /",
                "{\"a\":1}}",
                "[1]]",
                "\"\t\"",
                "\t1\r",
                "{\"a\":1,\"a\":2}",
                "{\"\":1}",
                "[[],{}]",
                "[ ]",
                "{ }",
                "\u000b1",
                "\u00A01")) {
            value(value);
        }
    }

    private void sizes() {
        value("\"" + "x".repeat(1 << 20) + "\"");
        value("{\"" + "k".repeat(70_000) + "\":1}");
        value("[" + "1,".repeat(50_000) + "1]");
        value("\"" + "y".repeat(Lines.LONGEST_WHOLE) + "\"");
        value("\"" + "z".repeat(Lines.LONGEST_WHOLE));
    }

    /** The lines as a file holds them, each between good ones, which count from 1. */
    static byte[] mixed(List<byte[]> hostile) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < hostile.size(); i++) {
            text.writeBytes(good(i + 1));
            text.write('\n');
            text.writeBytes(hostile.get(i));
            text.write('\n');
        }
        return text.toByteArray();
    }

    private static byte[] good(int number) {
        return ("{\"id\":" + number + ",\"name\":\"Recepção\",\"deleted\":false}").getBytes(StandardCharsets.UTF_8);
    }
}
