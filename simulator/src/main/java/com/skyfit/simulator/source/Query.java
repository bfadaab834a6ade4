package com.skyfit.simulator.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a request.
 *
 * @param values by name; of a repeated one the last
 */
public record Query(Map<String, String> values) {

    public static Query parse(String raw) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    /** A raw plus is a space, as in the real APIs. */
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public String get(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    public Set<String> names() {
        return values.keySet();
    }
}
