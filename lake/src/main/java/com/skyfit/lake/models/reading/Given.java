package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A value of a configuration, whatever file it is from.
 *
 * @param value a text, a number, a boolean, a list, a mapping; empty text for none
 * @param file where it is
 * @param line in that file
 */
record Given(Object value, String file, int line) {

    static Given of(YamlNode node) {
        CatalogProblem here = node.problem("");
        return new Given(plain(node.value()), here.file(), here.line());
    }

    CatalogProblem problem(String message) {
        return new CatalogProblem(file, line, message);
    }

    /** The value as Java has it. */
    static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            return node.valueStream().map(Given::plain).toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isNumber() ? node.decimalValue() : node.asString("");
    }

    /** The texts of a list, or the one text. */
    List<String> texts() {
        return value instanceof List<?> items
                ? items.stream().map(Object::toString).toList()
                : List.of(value.toString());
    }
}
