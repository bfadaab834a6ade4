package com.skyfit.lake.catalog.reading;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The YAML of one source, and where each of its values stands. It may come from several files laid over one another.
 *
 * @param root the document
 * @param places by JSON pointer; for a member the line of its key
 * @param sound the same of lower files that have no mistake by themselves
 */
public record SourceDocument(ObjectNode root, Map<String, Place> places, Map<String, Place> sound) {

    /** Values that have a meaning only together: an upper file's replaces the lower one's instead of mixing with it. */
    private static final Set<String> WHOLE = Set.of("auth", "scopes", "params", "paging", "incremental");

    /**
     * The place of a value.
     *
     * @param under the line of a sound file in which the mistake shows; null where it shows in the line itself
     */
    public record Place(String file, int line, @Nullable Place under) {

        /** A place in which a mistake shows as well as is. */
        public Place(String file, int line) {
            this(file, line, null);
        }

        /** A mistake in that place. */
        public CatalogProblem problem(String message) {
            return new CatalogProblem(
                    file,
                    line,
                    under == null
                            ? message
                            : message + " (this file changes what " + under.file() + ":" + under.line() + " says)");
        }
    }

    /** The same document, of a file that has no mistake by itself. */
    SourceDocument asSound() {
        return new SourceDocument(root, Map.of(), places);
    }

    /** The document as a value that knows where it stands. */
    public YamlNode located() {
        return new YamlNode(this, JsonPointer.empty(), root);
    }

    /**
     * The place of the value, or of the nearest value around it. If that is in a sound file, the nearest place in a file over it: only there can
     * the mistake be.
     */
    public Place place(JsonPointer pointer) {
        JsonPointer at = pointer;
        while (!at.matches() && !places.containsKey(at.toString()) && !sound.containsKey(at.toString())) {
            at = at.head();
        }
        Place found = places.getOrDefault(at.toString(), sound.get(at.toString()));
        if (found == null) {
            return new Place("catalog", 1);
        }
        if (places.isEmpty() || places.containsKey(at.toString())) {
            return found;
        }
        while (!at.matches() && !places.containsKey(at.toString())) {
            at = at.head();
        }
        Place over = places.get(at.toString());
        return over == null ? found : new Place(over.file(), over.line(), found);
    }

    /** This document with another's values laid over it. */
    public SourceDocument under(SourceDocument upper) {
        ObjectNode merged = root.deepCopy();
        Map<String, Place> mergedPlaces = new TreeMap<>(places);
        mergedPlaces.putAll(upper.places);
        lay(merged, upper.root, List.of());
        return new SourceDocument(merged, mergedPlaces, sound);
    }

    private static void lay(ObjectNode lower, ObjectNode upper, List<String> path) {
        for (Map.Entry<String, JsonNode> member : upper.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isNull()) {
                lower.remove(name);
            } else if (value instanceof ObjectNode above
                    && lower.get(name) instanceof ObjectNode below
                    && !isWhole(path, name)) {
                lay(below, above, Stream.concat(path.stream(), Stream.of(name)).toList());
            } else {
                lower.set(name, value);
            }
        }
    }

    private static boolean isWhole(List<String> path, String name) {
        boolean isColumn = !path.isEmpty() && path.get(path.size() - 1).equals("columns");
        return isColumn || (WHOLE.contains(name) && !isNamedByTheAuthor(path));
    }

    /** Whether names on this level are those of entities, listings, tables, which may be any word. */
    private static boolean isNamedByTheAuthor(List<String> path) {
        return !path.isEmpty() && Set.of("entities", "listings", "tables").contains(path.get(path.size() - 1));
    }
}
