package com.skyfit.lake.catalog.reading;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.skyfit.lake.messages.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shape of a catalog file, such as {@code catalog/catalog.schema.json}. Its descriptions finish the sentence "expected ...", so that a
 * mistake can be answered with what would be right.
 */
final class CatalogSchema {

    private static final String NAMES =
            "lower-case letters, digits and '_', starting with a letter, 63 characters at most";

    private final JsonNode json;
    private final Schema schema;

    /** The schema in the file of that name. */
    CatalogSchema(String name) {
        json = new JsonMapper().readTree(CatalogFile.resource(name));
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json);
    }

    /** Everything in the document that does not have the shape. */
    List<CatalogProblem> check(SourceDocument document) {
        List<CatalogProblem> problems = new ArrayList<>();
        for (Error error : schema.validate(document.root())) {
            boolean belongsToAnAlternative =
                    error.getEvaluationPath().toString().contains("/oneOf/");
            if (!belongsToAnAlternative) {
                problems.add(problem(document, error));
            }
        }
        return problems;
    }

    private CatalogProblem problem(SourceDocument document, Error error) {
        JsonPointer at = JsonPointer.compile(error.getInstanceLocation().toString());
        JsonNode rule = json.at(
                JsonPointer.compile(error.getSchemaLocation().getFragment().toString())
                        .head());
        JsonNode value = document.root().at(at);
        String name = name(at);
        String property = Objects.requireNonNullElse(error.getProperty(), "");
        return switch (Objects.requireNonNullElse(error.getKeyword(), "")) {
            case "additionalProperties" ->
                document.place(at.appendProperty(property)).problem(unknown(rule, property));
            case "required" ->
                document.place(at)
                        .problem("Missing key '" + property + "'"
                                + expected(rule.path("properties").path(property)));
            case "enum" ->
                document.place(at)
                        .problem("Unknown value '" + value.asString("") + "'" + name
                                + NearestName.among(words(rule.path("enum")), value.asString("")));
            default -> document.place(at).problem("Invalid value" + name + ": " + shown(value) + expected(rule));
        };
    }

    private static String name(JsonPointer at) {
        if (at.matches()) {
            return "";
        }
        return at.last().getMatchingIndex() < 0
                ? " of '" + at.last().getMatchingProperty() + "'"
                : " in '" + at.head().last().getMatchingProperty() + "'";
    }

    private static String unknown(JsonNode rule, String property) {
        List<String> known = rule.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        return known.isEmpty()
                ? "Invalid name '" + property + "': expected " + NAMES
                : "Unknown key '" + property + "'" + NearestName.among(known, property);
    }

    private String expected(JsonNode rule) {
        JsonNode described = rule;
        while (!described.has("description") && described.has("$ref")) {
            described = json.at(described.path("$ref").stringValue().substring(1));
        }
        return described.has("description")
                ? ": expected " + described.path("description").stringValue()
                : "";
    }

    private static List<String> words(JsonNode texts) {
        List<String> words = new ArrayList<>();
        texts.forEach(text -> words.add(text.asString("")));
        return words;
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "'" + value.stringValue() + "'";
            case OBJECT ->
                "a mapping with the keys "
                        + value.properties().stream().map(Map.Entry::getKey).toList();
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case NULL -> "nothing";
            default -> value.toString();
        };
    }
}
