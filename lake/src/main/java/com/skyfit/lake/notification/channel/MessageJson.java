package com.skyfit.lake.notification.channel;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON: for programs, by the schema {@code notification.schema.json}, and for the notes of what is still to be sent. */
public final class MessageJson {

    /** Changes when a field is taken away or changes its meaning, not when one is added. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private MessageJson() {}

    /** The message for a program that receives it. */
    static String forPrograms(Message message) {
        ObjectNode document = MAPPER.createObjectNode().put("schema", SCHEMA);
        document.setAll((ObjectNode) MAPPER.valueToTree(message));
        return document.toString();
    }

    /** Any record as JSON, in the same form. */
    public static String write(Object document) {
        return MAPPER.writeValueAsString(document);
    }

    /**
     * What {@link #write} has written.
     *
     * @throws tools.jackson.core.JacksonException if it is something else
     */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
