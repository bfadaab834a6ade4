package com.skyfit.lake.catalog.reading;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parts of an upper file that mean something which a lower one has under another name. Such a part contains only its changes, and taken for a
 * new one it would lack everything else: a mistake for each, and none of them the real one.
 */
final class Misnamed {

    /** What a new part must have, and one that overrides another need not have; by the group that contains it. */
    private static final Map<String, String> OWN = Map.of("entities", "listings", "listings", "path", "tables", "key");

    /** The same for a source. */
    private static final List<String> OWN_SOURCE = List.of("base_url", "auth");

    private final SourceDocument upper;
    private final List<CatalogProblem> problems;

    private Misnamed(SourceDocument upper, List<CatalogProblem> problems) {
        this.upper = upper;
        this.problems = problems;
    }

    /** Whether a source's document, laid over none of the known ones, is meant for one of them. */
    static boolean isSource(SourceDocument document) {
        return OWN_SOURCE.stream().noneMatch(document.root()::has);
    }

    /** The upper document without such parts, each of which becomes a problem. */
    static SourceDocument without(SourceDocument lower, SourceDocument upper, List<CatalogProblem> problems) {
        ObjectNode rest = upper.root().deepCopy();
        new Misnamed(upper, problems).removeFrom(rest, lower.root(), JsonPointer.empty());
        return new SourceDocument(rest, upper.places());
    }

    private void removeFrom(ObjectNode above, ObjectNode below, JsonPointer at) {
        for (String name : above.propertyStream().map(Map.Entry::getKey).toList()) {
            if (above.get(name) instanceof ObjectNode upperPart && below.get(name) instanceof ObjectNode lowerPart) {
                JsonPointer inner = at.appendProperty(name);
                if (OWN.containsKey(name) && !isMember(at)) {
                    removeMembers(name, upperPart, lowerPart, inner);
                }
                removeFrom(upperPart, lowerPart, inner);
            }
        }
    }

    /** Whether names there are those of parts, which may be any word. */
    private static boolean isMember(JsonPointer at) {
        return !at.matches()
                && OWN.containsKey(Objects.requireNonNullElse(at.last().getMatchingProperty(), ""));
    }

    private void removeMembers(String group, ObjectNode above, ObjectNode below, JsonPointer at) {
        List<String> known = below.propertyStream().map(Map.Entry::getKey).toList();
        for (String name : above.propertyStream().map(Map.Entry::getKey).toList()) {
            JsonNode part = above.get(name);
            String own = Objects.requireNonNull(OWN.get(group));
            if (part.isObject() && !known.contains(name) && !part.has(own)) {
                problems.add(upper.place(at.appendProperty(name))
                        .problem("There is no '" + name + "' in '" + group + "'" + NearestName.among(known, name)
                                + ". A new one needs '" + own + "'"));
                above.remove(name);
            }
        }
    }
}
