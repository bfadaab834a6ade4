package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.ObjectPage;
import com.skyfit.simulator.source.PageForm;
import com.skyfit.simulator.source.Query;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of pages of Zendesk, distinguished by how they name the next one. */
sealed interface ZendeskPage extends ObjectPage {

    /** Empty if the body contains no list. */
    static Optional<PageForm> of(JsonNode body) {
        return body instanceof ObjectNode object
                ? object.properties().stream()
                        .filter(member -> member.getValue().isArray())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .map(name -> of(name, object))
                : Optional.empty();
    }

    private static PageForm of(String name, ObjectNode body) {
        if (body.has("after_cursor")) {
            return new CursorExport(name, body);
        }
        if (body.has("end_time")) {
            return new TimeExport(name, body);
        }
        return body.has("meta") ? new CursorList(name, body) : new NumberedList(name, body);
    }

    @Override
    default long time(JsonNode record) {
        return Instant.parse(record.path("updated_at").asString("")).getEpochSecond();
    }

    /** An export by cursor: a cursor always, and a flag at the end. */
    record CursorExport(String name, ObjectNode body) implements ZendeskPage {

        @Override
        public boolean isLast() {
            return body.path("end_of_stream").asBoolean();
        }

        @Override
        public boolean flagged() {
            return true;
        }

        @Override
        public boolean point(@Nullable String cursor) {
            body.put("after_cursor", cursor).put("end_of_stream", false);
            return true;
        }

        @Override
        public boolean silence() {
            body.remove("end_of_stream");
            return true;
        }

        @Override
        public boolean pretendNothingNew() {
            records().removeAll();
            body.putNull("after_cursor").putNull("after_url").put("end_of_stream", true);
            return true;
        }
    }

    /** An export by time: the next request starts at its end. */
    record TimeExport(String name, ObjectNode body) implements ZendeskPage {

        @Override
        public boolean isLast() {
            return body.path("end_of_stream").asBoolean();
        }

        @Override
        public boolean isByTime(Query query) {
            return true;
        }

        @Override
        public boolean postpone(String cursor) {
            body.putNull("end_time").put("end_of_stream", false);
            return true;
        }

        @Override
        public boolean silence() {
            body.remove("end_of_stream");
            return true;
        }

        @Override
        public boolean crowd(String startTime) {
            if (startTime.isEmpty()) {
                return false;
            }
            JsonNode first = records().get(0);
            records().removeAll();
            records().add(first);
            body.put("end_time", Long.parseLong(startTime));
            return true;
        }
    }

    /** A list by cursor. */
    record CursorList(String name, ObjectNode body) implements ZendeskPage {

        @Override
        public boolean isLast() {
            return !body.path("meta").path("has_more").asBoolean();
        }

        @Override
        public boolean flagged() {
            return true;
        }

        @Override
        public boolean point(@Nullable String cursor) {
            body.withObject("/meta").put("has_more", true).put("after_cursor", cursor);
            return true;
        }

        @Override
        public boolean silence() {
            body.remove("meta");
            return true;
        }
    }

    /** A list by number of the page. */
    record NumberedList(String name, ObjectNode body) implements ZendeskPage {

        @Override
        public boolean isLast() {
            return body.path("next_page").isNull();
        }

        @Override
        public boolean silence() {
            body.remove("next_page");
            return true;
        }
    }
}
