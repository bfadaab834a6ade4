package com.skyfit.lake.warehouse;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of SQL with named holes such as {@code {gold}}, for what cannot be bound: names, types, and lists that the catalog gives. The
 * text around the holes is SQL as one would type it; only names and literals quoted by {@link Sql}, or SQL made of such, fill them.
 *
 * <p>A hole is a name of small letters, digits and underscores in braces, so that JSON such as {@code '{}'} or {@code '{"a": 1}'} is none.
 * None may be in a comment, which would end where what fills it has a second line.
 * Immutable.
 */
public final class Template {

    private static final Pattern HOLE = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    private final String text;
    private final Map<String, String> filled;

    private Template(String text, Map<String, String> filled) {
        this.text = text;
        this.filled = filled;
    }

    /** The statement, its holes open. */
    public static Template of(String text) {
        return new Template(text, Map.of());
    }

    /**
     * The same statement with a hole filled, wherever it occurs.
     *
     * @param sql what stands there; holes within it are not filled
     * @throws IllegalArgumentException if there is no such hole, or it is already filled
     */
    public Template with(String hole, String sql) {
        if (!holes().contains(hole) || filled.containsKey(hole)) {
            throw new IllegalArgumentException("No hole {" + hole + "} is open in: " + text);
        }
        Map<String, String> more = new HashMap<>(filled);
        more.put(hole, sql);
        return new Template(text, more);
    }

    /**
     * The complete statement.
     *
     * @throws IllegalStateException if a hole is open
     */
    public String sql() {
        Set<String> open = new TreeSet<>(holes());
        open.removeAll(filled.keySet());
        if (!open.isEmpty()) {
            throw new IllegalStateException("Holes " + open + " are open in: " + text);
        }
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(String.valueOf(filled.get(hole.group(1)))));
    }

    private Set<String> holes() {
        return HOLE.matcher(text).results().map(hole -> hole.group(1)).collect(Collectors.toSet());
    }
}
