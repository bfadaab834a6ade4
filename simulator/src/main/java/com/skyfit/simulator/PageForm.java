package com.skyfit.simulator;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of records as a thing to spoil: where its records and its word about the next page stand.
 *
 * @param kind how it names the next page
 * @param name of its records
 * @param body the whole of it; changes
 */
record PageForm(Kind kind, String name, ObjectNode body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    enum Kind {
        PIPEDRIVE_CURSOR,
        CURSOR_EXPORT,
        TIME_EXPORT,
        CURSOR_LIST,
        NUMBERED,
        SINGLE
    }

    /** Understands a reply; nothing if it holds no list of records. */
    static Optional<PageForm> of(Reply reply) {
        if (reply.status() != 200 || !(JSON.readTree(reply.body()) instanceof ObjectNode body)) {
            return Optional.empty();
        }
        return body.properties().stream()
                .filter(member -> member.getValue().isArray())
                .map(Map.Entry::getKey)
                .findFirst()
                .map(name -> new PageForm(kind(body), name, body));
    }

    private static Kind kind(ObjectNode body) {
        if (body.path("additional_data").has("next_cursor")) {
            return Kind.PIPEDRIVE_CURSOR;
        }
        if (body.has("after_cursor")) {
            return Kind.CURSOR_EXPORT;
        }
        if (body.has("end_time")) {
            return Kind.TIME_EXPORT;
        }
        if (body.has("meta")) {
            return Kind.CURSOR_LIST;
        }
        return body.has("next_page") ? Kind.NUMBERED : Kind.SINGLE;
    }

    ArrayNode records() {
        return body.withArray(name);
    }

    boolean isTimeExport() {
        return kind == Kind.TIME_EXPORT;
    }

    boolean isLast() {
        return switch (kind) {
            case PIPEDRIVE_CURSOR ->
                body.path("additional_data").path("next_cursor").isNull();
            case CURSOR_EXPORT, TIME_EXPORT -> body.path("end_of_stream").asBoolean();
            case CURSOR_LIST -> !body.path("meta").path("has_more").asBoolean();
            case NUMBERED -> body.path("next_page").isNull();
            case SINGLE -> true;
        };
    }

    /** Whether a flag of its own, beside the cursor, says that there is more. */
    boolean flagged() {
        return kind == Kind.CURSOR_EXPORT || kind == Kind.CURSOR_LIST;
    }

    /** Names another next page, where there is one. */
    boolean next(@Nullable String cursor) {
        return !isLast() && point(cursor);
    }

    private boolean point(@Nullable String cursor) {
        switch (kind) {
            case PIPEDRIVE_CURSOR -> body.withObject("/additional_data").put("next_cursor", cursor);
            case CURSOR_EXPORT -> body.put("after_cursor", cursor).put("end_of_stream", false);
            case CURSOR_LIST -> body.withObject("/meta").put("has_more", true).put("after_cursor", cursor);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Leaves the records out and lets the next page bring them. */
    boolean emptied(String cursor, boolean withNull) {
        if (kind == Kind.TIME_EXPORT) {
            body.putNull("end_time").put("end_of_stream", false);
        } else if (!point(cursor)) {
            return false;
        }
        JsonNode nothing = withNull ? body.nullNode() : body.arrayNode();
        body.set(name, nothing);
        return true;
    }

    /** Says nothing about the next page. */
    boolean silent() {
        switch (kind) {
            case PIPEDRIVE_CURSOR, SINGLE -> body.remove("additional_data");
            case CURSOR_EXPORT, TIME_EXPORT -> body.remove("end_of_stream");
            case CURSOR_LIST -> body.remove("meta");
            case NUMBERED -> body.remove("next_page");
        }
        return true;
    }

    boolean emptyCursor() {
        return kind == Kind.PIPEDRIVE_CURSOR && isLast() && point("");
    }

    /** Stops within the second that it began with. */
    boolean crowd(String startTime) {
        if (kind != Kind.TIME_EXPORT || isLast() || startTime.isEmpty()) {
            return false;
        }
        JsonNode first = records().get(0);
        records().removeAll();
        records().add(first);
        body.put("end_time", Long.parseLong(startTime));
        return true;
    }

    /** Pretends that nothing came since. */
    boolean nothingNew() {
        if (kind != Kind.CURSOR_EXPORT) {
            return false;
        }
        records().removeAll();
        body.putNull("after_cursor").putNull("after_url").put("end_of_stream", true);
        return true;
    }
}
