package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Refusal;
import com.skyfit.simulator.source.Reply;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pipedrive's errors for wrong requests. */
final class PipedriveErrors {

    private PipedriveErrors() {}

    static Reply unauthorized() {
        return Reply.json(
                        401,
                        "{\"success\":false,\"error\":\"unauthorized access\",\"errorCode\":401,"
                                + "\"error_info\":\"Please check developers.pipedrive.com\"}")
                .with(Map.of("x-401-by-gw", "true"));
    }

    static Reply overLimit() {
        return Reply.json(429, "{\"success\":false,\"error\":\"request over limit\",\"errorCode\":429}");
    }

    /** From what stands before the API. */
    static Reply blocked() {
        return Reply.text(403, "text/html", "<!DOCTYPE html><html><body><h1>Access denied</h1></body></html>");
    }

    static Refusal notFound() {
        return new Refusal(Reply.json(
                404,
                "{\"success\":false,\"error\":\"Not found\",\"error_info\":\"Please check developers.pipedrive.com\","
                        + "\"data\":null,\"additional_data\":null}"));
    }

    static Refusal notAllowed(String parameter) {
        return invalid(parameter, "Parameter '" + parameter + "' is not allowed for this request");
    }

    static Refusal invalid(String parameter, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", false);
        body.put("error", "Validation failed: " + parameter + ": " + message);
        body.put("code", "ERR_SCHEMA_VALIDATION_FAILED");
        return new Refusal(Reply.json(400, body));
    }
}
