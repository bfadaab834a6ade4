package com.skyfit.simulator.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to a source.
 *
 * @param method in upper case
 * @param path below the source's address, from its slash on
 * @param query its parameters
 * @param headers the first of each name
 * @param body its text, mostly empty
 */
public record Request(String method, String path, Query query, Map<String, String> headers, String body) {

    public Request {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** A header by its name in any case; null if it did not come. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The same request with other parameters. */
    public Request with(Query other) {
        return new Request(method, path, other, headers, body);
    }

    /** The value of the header Authorization for HTTP Basic. */
    public static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
