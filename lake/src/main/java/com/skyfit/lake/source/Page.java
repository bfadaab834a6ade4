package com.skyfit.lake.source;

import com.skyfit.lake.catalog.Paging;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The content of one page, beside its lines.
 *
 * @param records lines written
 * @param oldest the oldest source time of its records; null if none has one
 * @param newest the newest
 * @param envelope the reply without its arrays: what it says about the next page
 * @param sentAt the source's own clock when it replied, in whole seconds; null if it did not say
 */
public record Page(
        long records,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        JsonNode envelope,
        @Nullable Instant sentAt) implements Paging.Reply {

    /** An empty page: no new record, or the list no longer exists. */
    public static final Page NOTHING = new Page(0, null, null, JsonNodeFactory.instance.objectNode(), null);

    public Page sentAt(@Nullable Instant time) {
        return new Page(records, oldest, newest, envelope, time);
    }

    @Override
    public boolean has(String path) {
        return !find(path).isMissingNode();
    }

    @Override
    public @Nullable String text(String path) {
        JsonNode node = find(path);
        return node.isNull() || node.isMissingNode() || node.asString("").isEmpty() ? null : node.asString();
    }

    private JsonNode find(String path) {
        JsonNode node = envelope;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }
}
