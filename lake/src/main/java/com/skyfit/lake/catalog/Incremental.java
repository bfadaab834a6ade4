package com.skyfit.lake.catalog;

import java.time.Duration;

/** What the first request of a later run asks for. */
public sealed interface Incremental {

    /** Everything, every time: a complete listing. */
    record Snapshot() implements Incremental {}

    /**
     * What changed at or after the newest source time seen, less an overlap for records that become visible late.
     *
     * @param param request parameter that takes the time, RFC 3339 in whole seconds
     * @param time payload field that holds a record's source time
     * @param overlap how far before the watermark to read again
     */
    record Since(String param, String time, Duration overlap) implements Incremental {}

    /**
     * What follows the cursor with which the last run ended.
     *
     * @param startParam request parameter of the very first request (seconds since 1970)
     */
    record FromCursor(String startParam) implements Incremental {}

    /**
     * What changed since the time with which the last run ended, less an overlap. Only with {@link Paging.Time}.
     *
     * @param overlap how far before that time to read again
     */
    record FromTime(Duration overlap) implements Incremental {}

    /**
     * A list of its own for each record of another entity, whose key stands in the path: first for all records, then for those that changed
     * since (ADR-064).
     *
     * @param entity name of the other one, of the same source
     */
    record ForEach(String entity) implements Incremental {

        /** What stands in the listing's path in place of the key. */
        public static final String KEY = "{key}";
    }

    /** Whether a walk can begin at a time, instead of at what the source or another entity says. */
    default boolean canBeginAtATime() {
        return !(this instanceof Snapshot || this instanceof ForEach);
    }
}
