package com.skyfit.simulator.source;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A page of records as a thing to spoil: where its records and its word about the next page stand. What spoils it answers whether the page
 * could be spoilt so; one that has no such place is left as it was.
 */
public interface PageForm {

    /** The whole reply; changes. */
    JsonNode body();

    ArrayNode records();

    /** Whether it says that no page follows. */
    boolean isLast();

    /** Whether a flag of its own, beside the cursor, says that there is more. */
    default boolean flagged() {
        return false;
    }

    /** Whether it was asked for in the order of {@link #time}. */
    default boolean isByTime(Query query) {
        return false;
    }

    /** When a record changed, in seconds since 1970; asked only of pages by time. */
    long time(JsonNode record);

    /** Names another next page; null for one without a name. */
    default boolean point(@Nullable String cursor) {
        return false;
    }

    /** Makes the next request return this page's records. */
    default boolean postpone(String cursor) {
        return point(cursor);
    }

    /** Leaves the records and their name out. */
    default boolean dropRecords() {
        return false;
    }

    /** Puts an empty list or null in the place of the records. */
    void empty(boolean withNull);

    /** Says nothing about the next page. */
    boolean silence();

    /** Marks it as the last by an empty text. */
    default boolean endByEmptyCursor() {
        return false;
    }

    /** Says that the request failed, with a status that says that it did not. */
    default boolean refuse() {
        return false;
    }

    /** Stops within the second that it began with. */
    default boolean crowd(String startTime) {
        return false;
    }

    /** Pretends that nothing came since. */
    default boolean pretendNothingNew() {
        return false;
    }
}
