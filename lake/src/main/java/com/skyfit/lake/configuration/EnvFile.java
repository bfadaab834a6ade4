package com.skyfit.lake.configuration;

import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of settings as it was read: lines {@code NAME=value}; blank lines and lines that start with {@code #} are passed over, as is a comment behind a
 * value. What can be understood in spite of its form is taken and noted; what could mean two things is a problem.
 */
final class EnvFile {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** {@code export NAME=value} of shells, {@code set NAME=value} of cmd, {@code $env:NAME = value} of PowerShell. */
    private static final Pattern LINE =
            Pattern.compile("(export\\s+|(?i:set)\\s+|(?i:\\$env:))?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

    private static final Pattern QUOTED_BEFORE_COMMENT = Pattern.compile("\"([^\"]*)\"\\s+#.*|'([^']*)'\\s+#.*");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#(\\s.*|$)|\\s+#.*");

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private EnvFile(Path file) {
        this.file = file;
    }

    /** Reads as much as possible; every mistake is among the problems. */
    static EnvFile read(Path file) {
        EnvFile found = new EnvFile(file);
        try {
            found.parse(found.text(Files.readAllBytes(file)));
        } catch (IOException e) {
            found.problems.add(file + " cannot be read: " + FailureText.of(e));
        }
        return found;
    }

    /** By name, in the order of the file. */
    Map<String, String> values() {
        return values;
    }

    /** The place of a setting, for messages. */
    String place(String name) {
        return file + " line " + lines.get(name);
    }

    /** Notes about doubtful lines that were still used; never a value. */
    List<String> notes() {
        return notes;
    }

    /** What cannot be taken; never a value. */
    List<String> problems() {
        return problems;
    }

    /** Windows PowerShell writes UTF-16, old editors Windows-1252. */
    private String text(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return text(Arrays.copyOfRange(bytes, 3, bytes.length));
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
            return new String(bytes, bytes[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return windowsText(bytes);
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private String windowsText(byte[] bytes) {
        String text = new String(bytes, WINDOWS);
        String[] strict = new String(bytes, StandardCharsets.UTF_8).split("\\R", -1);
        int line = 0;
        while (line < strict.length && strict[line].indexOf('\uFFFD') < 0) {
            line++;
        }
        String at = file + " line " + (line + 1);
        if (text.indexOf('\uFFFD') >= 0) {
            problems.add(at + ": is neither UTF-8 nor Windows-1252; save the file as UTF-8");
            return "";
        }
        notes.add(at + ": is not UTF-8 and was read as Windows-1252; save the file as UTF-8");
        return text;
    }

    private void parse(String text) {
        String[] found = text.split("\\R", -1);
        for (int i = 0; i < found.length; i++) {
            String line = found[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                take(line, i + 1);
            }
        }
    }

    private void take(String line, int number) {
        String at = file + " line " + number + ": ";
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            problems.add(at + "expected NAME=value, the name of letters, digits and _");
            return;
        }
        String written = parts.group(2);
        String name = written.toUpperCase(Locale.ROOT);
        if (parts.group(1) != null && !parts.group(1).startsWith("export")) {
            notes.add(
                    at + "'" + parts.group(1).strip() + "' belongs to another kind of file; write " + name + "=value");
        }
        if (!written.equals(name)) {
            notes.add(at + written + " was read as " + name + "; write it in capitals");
        }
        if (values.containsKey(name)) {
            notes.add(at + name + " is already set on line " + lines.get(name) + "; the later value is used");
        }
        values.put(name, value(parts.group(3).strip(), name, at));
        lines.put(name, number);
    }

    /** Without quotes and without a comment behind it. */
    private String value(String written, String name, String at) {
        Matcher quotedBeforeComment = QUOTED_BEFORE_COMMENT.matcher(written);
        if (quotedBeforeComment.matches()) {
            return quotedBeforeComment.group(1) == null ? quotedBeforeComment.group(2) : quotedBeforeComment.group(1);
        }
        if (written.startsWith("\"") || written.startsWith("'")) {
            if (written.length() >= 2 && written.charAt(written.length() - 1) == written.charAt(0)) {
                return written.substring(1, written.length() - 1);
            }
            problems.add(at + name
                    + " begins with a quote that is not closed; put all of the value in quotes, or none of it");
            return "";
        }
        Matcher comment = COMMENT.matcher(written);
        if (!comment.find()) {
            return written;
        }
        if (Settings.isSecret(name)) {
            problems.add(at + name
                    + " contains a blank and #: put the value in quotes if they belong to it, otherwise remove the"
                    + " comment");
            return "";
        }
        return written.substring(0, comment.start());
    }
}
