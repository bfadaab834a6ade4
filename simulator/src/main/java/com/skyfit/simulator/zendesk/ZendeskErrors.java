package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.Refusal;
import com.skyfit.simulator.source.Reply;
import java.util.Map;

/** Zendesk's errors for wrong requests, in their several forms. */
final class ZendeskErrors {

    private ZendeskErrors() {}

    /** The answer to an access token that was granted without the right to read. */
    static Reply missingScope() {
        return Reply.json(
                403, "{\"error\":\"forbidden\",\"description\":\"Missing the following required scopes: read\"}");
    }

    static Reply unauthenticated() {
        return Reply.json(401, "{\"error\":\"Couldn't authenticate you\"}");
    }

    static Reply accountOverLimit(long seconds) {
        return Reply.text(429, "text/plain", "Number of allowed API requests per minute exceeded")
                .with(Map.of("Retry-After", String.valueOf(seconds)));
    }

    static Reply familyOverLimit(long seconds) {
        return Reply.json(429, "{\"error\":\"APIRateLimitExceeded\",\"description\":\"Too many requests\"}")
                .with(Map.of("Retry-After", String.valueOf(seconds)));
    }

    static Refusal notFound() {
        return new Refusal(Reply.json(404, "{\"error\":\"InvalidEndpoint\",\"description\":\"Not found\"}"));
    }

    static Refusal missing(String parameter) {
        return new Refusal(Reply.json(
                400, "{\"error\":\"ParameterMissing\",\"description\":\"" + parameter + " is a required parameter\"}"));
    }

    static Refusal invalid(String code, String title) {
        return invalid(code, title, "");
    }

    static Refusal invalid(String code, String title, String detail) {
        return new Refusal(Reply.json(
                400,
                "{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"" + title + "\",\"detail\":\"" + detail
                        + "\"}]}"));
    }

    static Refusal invalidPage(String title) {
        return invalid("InvalidPaginationParameter", title);
    }
}
