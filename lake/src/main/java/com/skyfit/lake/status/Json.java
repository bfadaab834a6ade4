package com.skyfit.lake.status;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as the JSON that commands, files and pages give to other programs: names in snake case, in the order of the record's components; words
 * of closed sets in small letters; moments as ISO 8601 in UTC; an {@code Optional} that is empty is left out, a null is null.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    /** The record as JSON text, indented. */
    public static String of(Record document) {
        return MAPPER.writeValueAsString(document);
    }

    /**
     * A document that was written as JSON text.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** Records by name as one JSON object, in the order of the map. */
    public static String of(Map<String, ?> documents) {
        return MAPPER.writeValueAsString(documents);
    }
}
