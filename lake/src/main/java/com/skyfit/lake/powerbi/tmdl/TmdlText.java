package com.skyfit.lake.powerbi.tmdl;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Text of TMDL as it grows. Nobody else writes tabs, quotes or blank lines, so no object can stand at a wrong level or under a broken name. */
final class TmdlText {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** An expression stands two levels deeper than what it belongs to. */
    private static final int EXPRESSION = 2;

    private final StringBuilder text = new StringBuilder();
    private int level;

    /** What belongs to an object; writes it, one level deeper. */
    interface Members {
        void write();
    }

    /** An object and its members; the blank line behind it, too. */
    void object(String type, String name, String description, Members members) {
        opened(type + " " + name(name), description, members);
    }

    /** An object that is named by its id. */
    void object(String type, UUID id, Members members) {
        opened(type + " " + id, "", members);
    }

    /** An object without a name. */
    void object(String type, Members members) {
        opened(type, "", members);
    }

    /** An object whose default property is an expression of several lines. */
    void computed(String type, String name, String description, String expression, Members members) {
        opened(type + " " + name(name) + " =", description, () -> {
            // Measured from the object itself, which is a level above its members.
            expression(EXPRESSION - 1, expression);
            members.write();
        });
    }

    /** An object whose default property needs no more than a line. */
    void assigned(String type, String name, String expression, Members members) {
        opened(type + " " + name(name) + " = " + expression, "", members);
    }

    private void opened(String line, String description, Members members) {
        if (level > 0) {
            text.append('\n');
        }
        description.lines().forEach(one -> line(("/// " + CONTROL.matcher(one).replaceAll(" ")).stripTrailing()));
        line(line);
        level++;
        members.write();
        level--;
        if (level == 0) {
            text.append('\n');
        }
    }

    /** A property whose value is text; nothing where it is empty. */
    void text(String key, String value) {
        if (!value.isEmpty()) {
            line(key + ": " + value(value));
        }
    }

    /** A property whose value is a word of the language. */
    void word(String key, Object word) {
        line(key + ": " + word);
    }

    /** A property that names a column. */
    void reference(String key, ColumnName column) {
        line(key + ": " + name(column.table()) + "." + name(column.name()));
    }

    /** A property that names an object within the same one. */
    void name(String key, String name) {
        line(key + ": " + name(name));
    }

    /** A property that is there or is not. */
    void flag(String key, boolean isSet) {
        if (isSet) {
            line(key);
        }
    }

    /** A property that is an expression of several lines. */
    void property(String key, String expression) {
        line(key + " =");
        expression(EXPRESSION, expression);
    }

    private void expression(int deeper, String expression) {
        level += deeper;
        expression.lines().forEach(this::line);
        level -= deeper;
    }

    /** Names of objects that are described elsewhere, in their order. */
    void references(String type, List<String> names) {
        names.forEach(one -> line("ref " + type + " " + name(one)));
        if (!names.isEmpty()) {
            text.append('\n');
        }
    }

    private void line(String line) {
        if (CONTROL.matcher(line).find()) {
            throw new IllegalArgumentException("Invalid TMDL: control characters in '" + line + "'");
        }
        text.append("\t".repeat(level)).append(line).append('\n');
    }

    private static String name(String name) {
        return PLAIN.matcher(name).matches() ? name : "'" + name.replace("'", "''") + "'";
    }

    /** Text stands as it is, unless its ends would be taken for quotes or lost. */
    private static String value(String value) {
        boolean isPlain = value.equals(value.strip())
                && Stream.of("\"", "'").noneMatch(quote -> value.startsWith(quote) || value.endsWith(quote));
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
