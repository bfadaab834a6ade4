package com.skyfit.simulator.source;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The reply to a request.
 *
 * @param status HTTP status
 * @param headers beside the content type
 * @param contentType of the body
 * @param body its text
 */
public record Reply(int status, Map<String, String> headers, String contentType, String body) {

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of(), "application/json; charset=utf-8", body.toString());
    }

    public static Reply json(int status, String body) {
        return new Reply(status, Map.of(), "application/json; charset=utf-8", body);
    }

    public static Reply text(int status, String contentType, String body) {
        return new Reply(status, Map.of(), contentType, body);
    }

    /** The same reply with more headers; of a name that it has, the new value. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, contentType, body);
    }
}
