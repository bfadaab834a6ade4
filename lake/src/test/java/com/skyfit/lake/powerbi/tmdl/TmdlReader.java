package com.skyfit.lake.powerbi.tmdl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads TMDL into plain objects, by the published grammar and nothing more: a tab a level, names quoted where they have anything but letters, digits and
 * underscores (ids apart), expressions two levels deeper than what they belong to. Knows nothing of the writer. Refuses all else, with file and line.
 */
public final class TmdlReader {

    private static final String NAME =
            "'(?:[^']|'')+'|[\\p{L}\\p{M}\\p{Nd}_]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern REFERENCE = Pattern.compile("ref ([a-zA-Z]+) (" + NAME + ")");
    private static final Pattern OBJECT = Pattern.compile("([a-zA-Z]+)(?: (" + NAME + "))?(?: =(?: (.+))?)?");
    private static final Pattern PROPERTY = Pattern.compile("([a-zA-Z]+): (.+)");
    private static final Pattern FLAG = Pattern.compile("[a-z][a-zA-Z]+");
    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ")\\.(" + NAME + ")");

    /** What is an object; anything else that has neither a name nor a colon is a property. */
    private static final List<String> TYPES = List.of(
            "annotation",
            "column",
            "database",
            "expression",
            "measure",
            "model",
            "partition",
            "relationship",
            "role",
            "table",
            "tablePermission");

    private final String file;
    private final List<String> lines;
    private int at;

    /**
     * An object.
     *
     * @param value the default property; empty text for none
     * @param properties by their names; {@code true} for those that are only named
     */
    public record Node(
            String type,
            String name,
            String description,
            String value,
            Map<String, String> properties,
            List<Node> children) {

        /** A property; empty text where there is none. */
        public String get(String property) {
            return properties.getOrDefault(property, "");
        }

        /** The children of a type, in their order. */
        public List<Node> all(String wanted) {
            return children.stream().filter(one -> one.type().equals(wanted)).toList();
        }
    }

    private TmdlReader(String file, String text) {
        this.file = file;
        if (text.indexOf('\r') >= 0 || text.indexOf('\uFEFF') >= 0 || !text.endsWith("\n\n")) {
            throw new IllegalArgumentException(
                    file + ": ends of lines, a mark of byte order, or no empty line at the end");
        }
        this.lines = text.lines().toList();
    }

    /** The objects of a file; those that it only refers to have the type {@code ref TYPE}. */
    public static List<Node> read(String file, String text) {
        TmdlReader reader = new TmdlReader(file, text);
        List<Node> nodes = new ArrayList<>();
        reader.members(0, new LinkedHashMap<>(), nodes);
        if (reader.at < reader.lines.size()) {
            throw reader.wrong("an object");
        }
        return nodes;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(file + ":" + (at + 1) + ": expected " + expected + ", found '"
                + (at < lines.size() ? lines.get(at) : "the end") + "'");
    }

    private static int level(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '\t') {
            level++;
        }
        return level;
    }

    private void members(int level, Map<String, String> properties, List<Node> children) {
        Deque<String> description = new ArrayDeque<>();
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.isEmpty()) {
                at++;
                continue;
            }
            if (level(line) < level && description.isEmpty()) {
                return;
            }
            String text = line.substring(Math.min(level, line.length()));
            if (level(line) != level || text.startsWith(" ") || text.endsWith(" ")) {
                throw wrong("level " + level);
            }
            if (text.startsWith("///")) {
                description.add(text.substring(3).strip());
                at++;
            } else {
                member(level, text, String.join("\n", description), properties, children);
                description.clear();
            }
        }
        if (!description.isEmpty()) {
            throw wrong("what is described");
        }
    }

    private void member(
            int level, String text, String description, Map<String, String> properties, List<Node> children) {
        Matcher reference = REFERENCE.matcher(text);
        Matcher object = OBJECT.matcher(text);
        Matcher property = PROPERTY.matcher(text);
        if (reference.matches()) {
            at++;
            children.add(
                    new Node("ref " + reference.group(1), unquoted(reference.group(2)), "", "", Map.of(), List.of()));
        } else if (object.matches() && TYPES.contains(object.group(1))) {
            at++;
            String value = text.endsWith(" =") ? expression(level + 2) : String.valueOf(object.group(3));
            Map<String, String> own = new LinkedHashMap<>();
            List<Node> inner = new ArrayList<>();
            members(level + 1, own, inner);
            children.add(new Node(
                    object.group(1),
                    object.group(2) == null ? "" : unquoted(object.group(2)),
                    description,
                    value.equals("null") ? "" : value,
                    own,
                    inner));
        } else if (!description.isEmpty()) {
            throw wrong("an object behind its description");
        } else if (property.matches()) {
            at++;
            put(properties, property.group(1), value(property.group(2)));
        } else if (text.endsWith(" =")
                && FLAG.matcher(text.substring(0, text.length() - 2)).matches()) {
            at++;
            put(properties, text.substring(0, text.length() - 2), expression(level + 2));
        } else if (FLAG.matcher(text).matches()) {
            at++;
            put(properties, text, "true");
        } else {
            throw wrong("an object or a property");
        }
    }

    private void put(Map<String, String> properties, String name, String value) {
        if (properties.put(name, value) != null) {
            throw wrong("the property " + name + " once");
        }
    }

    private String expression(int level) {
        List<String> found = new ArrayList<>();
        while (at < lines.size() && level(lines.get(at)) == level) {
            found.add(lines.get(at).substring(level));
            at++;
        }
        if (found.isEmpty()) {
            throw wrong("an expression at level " + level);
        }
        return String.join("\n", found);
    }

    private static String value(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }

    private static String unquoted(String name) {
        return name.startsWith("'") ? name.substring(1, name.length() - 1).replace("''", "'") : name;
    }

    /** A name as a property has it. */
    public static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException("expected a name, found '" + text + "'");
        }
        return unquoted(text);
    }

    /** A column as a property names it. */
    public static ColumnName column(String text) {
        Matcher column = COLUMN.matcher(text);
        if (!column.matches()) {
            throw new IllegalArgumentException("expected TABLE.COLUMN, found '" + text + "'");
        }
        return new ColumnName(unquoted(column.group(1)), unquoted(column.group(2)));
    }
}
