package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.reading.SourceDocument.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML file token by token, so that every value keeps its line and a key given twice is noticed. */
public final class YamlReading {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern MARK = Pattern.compile("in reader, line (\\d+)");

    private final CatalogFile file;
    private final List<CatalogProblem> problems;
    private final Map<String, Place> places = new HashMap<>();

    private YamlReading(CatalogFile file, List<CatalogProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The file's document; empty, with the reason among the problems, if it cannot be read.
     *
     * @param expected what the file should contain, within a sentence
     */
    public static Optional<SourceDocument> read(CatalogFile file, String expected, List<CatalogProblem> problems) {
        return new YamlReading(file, problems).document(expected);
    }

    private Optional<SourceDocument> document(String expected) {
        try (JsonParser parser = YAML.createParser(file.text())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refuse(1, "Expected " + expected);
            }
            places.put("", new Place(file.name(), 1));
            ObjectNode root = object(parser, JsonPointer.empty());
            if (parser.nextToken() != null) {
                return refuse(line(parser), "A second document starts here: expected one in a file");
            }
            return Optional.of(new SourceDocument(root, places, Map.of()));
        } catch (JacksonException e) {
            return refuse(line(e), "Invalid YAML: " + reason(e));
        }
    }

    private Optional<SourceDocument> refuse(int line, String message) {
        problems.add(new CatalogProblem(file.name(), line, message));
        return Optional.empty();
    }

    private ObjectNode object(JsonParser parser, JsonPointer at) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonPointer member = at.appendProperty(name);
            Place place = place(parser);
            Place first = places.putIfAbsent(member.toString(), place);
            if (first != null) {
                problems.add(place.problem(
                        "Key '" + name + "' appears twice (first in line " + first.line() + "): expected it once"));
            }
            parser.nextToken();
            object.set(name, value(parser, member));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, JsonPointer at) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonPointer element = at.appendIndex(array.size());
            places.put(element.toString(), place(parser));
            array.add(value(parser, element));
        }
        return array;
    }

    private JsonNode value(JsonParser parser, JsonPointer at) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(place(parser).problem("YAML aliases (*name) are not supported: write the value out"));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> array(parser, at);
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.stringNode(parser.getString());
        };
    }

    /** The line at which the parser gave up; its location is where the broken value began. */
    private static int line(JacksonException e) {
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        Matcher mark = MARK.matcher(e.getOriginalMessage());
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        return line;
    }

    /** The parser's sentences without its excerpts of the file, which are indented. */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private Place place(JsonParser parser) {
        return new Place(file.name(), line(parser));
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
