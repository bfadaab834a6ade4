package com.skyfit.lake.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one page held, beside its lines.
 *
 * @param records lines written
 * @param oldest the oldest source time of its records; null where none tells one
 * @param newest the newest
 * @param envelope the reply without its arrays: what it says about the next page
 */
public record Page(
        long records, @Nullable Instant oldest, @Nullable Instant newest, JsonNode envelope) {

    /** The text of a value in the envelope; null where it is missing, null or empty. */
    @Nullable String text(String path) {
        JsonNode node = envelope;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node.isNull() || node.isMissingNode() || node.asString("").isEmpty() ? null : node.asString();
    }
}
