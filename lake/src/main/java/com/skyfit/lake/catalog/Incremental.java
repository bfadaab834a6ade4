package com.skyfit.lake.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the first request of a later run resumes. Each kind answers all questions about itself, so that one which leaves an answer
 * out does not compile.
 */
public sealed interface Incremental {

    /** Everything, every time: a complete listing. */
    record Snapshot() implements Incremental {
        @Override
        public Beginning begin(Mark before) {
            return Beginning.AT_THE_FIRST_PAGE;
        }

        @Override
        public Optional<Start> at(Instant second) {
            return Optional.empty();
        }

        @Override
        public boolean beginsAtStart(Mark before) {
            return true;
        }

        @Override
        public boolean readsEverything() {
            return true;
        }

        @Override
        public Optional<CursorForm> cursorForm() {
            return Optional.empty();
        }

        @Override
        public Optional<String> otherEntity() {
            return Optional.empty();
        }

        @Override
        public Optional<String> filterField() {
            return Optional.empty();
        }

        @Override
        public Duration overlap() {
            return Duration.ZERO;
        }

        @Override
        public Duration heldBack() {
            return Duration.ZERO;
        }
    }

    /**
     * What changed at or after the newest source time seen, less an overlap for records that become visible late.
     *
     * @param param request parameter for the time, RFC 3339 in whole seconds
     * @param time payload field that holds a record's source time
     * @param overlap how far before the watermark to read again
     */
    record Since(String param, String time, Duration overlap) implements Incremental {
        /** Whole seconds: Pipedrive refuses fractions (reference of its API, list parameters). */
        @Override
        public Beginning begin(Mark before) {
            return before.watermark() == null
                    ? Beginning.AT_THE_FIRST_PAGE
                    : new Beginning(
                            Map.of(
                                    param,
                                    before.watermark()
                                            .minus(overlap)
                                            .truncatedTo(ChronoUnit.SECONDS)
                                            .toString()),
                            null);
        }

        @Override
        public Optional<Start> at(Instant second) {
            return Optional.of(new Start(new Mark(second, null), null));
        }

        @Override
        public boolean beginsAtStart(Mark before) {
            return before.watermark() == null;
        }

        @Override
        public boolean readsEverything() {
            return false;
        }

        @Override
        public Optional<CursorForm> cursorForm() {
            return Optional.empty();
        }

        @Override
        public Optional<String> otherEntity() {
            return Optional.empty();
        }

        @Override
        public Optional<String> filterField() {
            return Optional.of(time);
        }

        @Override
        public Duration heldBack() {
            return Duration.ZERO;
        }
    }

    /**
     * What follows the cursor with which the last run ended.
     *
     * @param startParam request parameter of the very first request (seconds since 1970)
     * @param heldBack how long the source withholds new data: it rejects a later start
     */
    record FromCursor(String startParam, Duration heldBack) implements Incremental {
        @Override
        public Beginning begin(Mark before) {
            return before.cursor() == null
                    ? new Beginning(Map.of(startParam, Paging.BEGINNING), null)
                    : new Beginning(Map.of(), before.cursor());
        }

        @Override
        public Optional<Start> at(Instant second) {
            return Optional.of(new Start(
                    new Mark(second, null),
                    new Beginning(Map.of(startParam, String.valueOf(second.getEpochSecond())), null)));
        }

        @Override
        public boolean beginsAtStart(Mark before) {
            return before.cursor() == null;
        }

        @Override
        public boolean readsEverything() {
            return false;
        }

        @Override
        public Optional<CursorForm> cursorForm() {
            return Optional.of(CursorForm.OPAQUE);
        }

        @Override
        public Optional<String> otherEntity() {
            return Optional.empty();
        }

        @Override
        public Optional<String> filterField() {
            return Optional.empty();
        }

        @Override
        public Duration overlap() {
            return Duration.ZERO;
        }
    }

    /**
     * What changed since the time with which the last run ended, less an overlap. Only with {@link Paging.Time}.
     *
     * @param overlap how far before that time to read again
     * @param heldBack how long the source withholds new data: it rejects a later start
     */
    record FromTime(Duration overlap, Duration heldBack) implements Incremental {
        @Override
        public Beginning begin(Mark before) {
            return new Beginning(
                    Map.of(),
                    before.cursor() == null
                            ? Paging.BEGINNING
                            : String.valueOf(Math.max(0, Long.parseLong(before.cursor()) - overlap.toSeconds())));
        }

        @Override
        public Optional<Start> at(Instant second) {
            return Optional.of(new Start(new Mark(second, String.valueOf(second.getEpochSecond())), null));
        }

        @Override
        public boolean beginsAtStart(Mark before) {
            return before.cursor() == null;
        }

        @Override
        public boolean readsEverything() {
            return false;
        }

        @Override
        public Optional<CursorForm> cursorForm() {
            return Optional.of(CursorForm.SECONDS);
        }

        @Override
        public Optional<String> otherEntity() {
            return Optional.empty();
        }

        @Override
        public Optional<String> filterField() {
            return Optional.empty();
        }
    }

    /**
     * A separate list for each record of another entity, whose key is in the path: first for all records, then for those that changed
     * since (ADR-064). What a walk answers here holds for the list of one record.
     *
     * @param entity name of the other one, of the same source
     */
    record ForEach(String entity) implements Incremental {

        /** What stands in the listing's path in place of the key. */
        public static final String KEY = "{key}";

        @Override
        public Beginning begin(Mark before) {
            return Beginning.AT_THE_FIRST_PAGE;
        }

        @Override
        public Optional<Start> at(Instant second) {
            return Optional.empty();
        }

        @Override
        public boolean beginsAtStart(Mark before) {
            return before.cursor() == null;
        }

        @Override
        public boolean readsEverything() {
            return false;
        }

        @Override
        public Optional<CursorForm> cursorForm() {
            return Optional.empty();
        }

        @Override
        public Optional<String> otherEntity() {
            return Optional.of(entity);
        }

        @Override
        public Optional<String> filterField() {
            return Optional.empty();
        }

        @Override
        public Duration overlap() {
            return Duration.ZERO;
        }

        @Override
        public Duration heldBack() {
            return Duration.ZERO;
        }
    }

    /**
     * What finished walks have left.
     *
     * @param watermark the newest source time seen; null before the first walk and if records have no time
     * @param cursor with which the last one ended; null if none did
     */
    record Mark(@Nullable Instant watermark, @Nullable String cursor) {

        /** Before the first walk. */
        public static final Mark NONE = new Mark(null, null);
    }

    /**
     * How a walk begins.
     *
     * @param params of its first request, without the constant ones
     * @param at what asks for its first page; null for the list's own first one
     */
    record Beginning(Map<String, String> params, @Nullable String at) {

        /** Only the constant parameters. */
        public static final Beginning AT_THE_FIRST_PAGE = new Beginning(Map.of(), null);
    }

    /**
     * What makes the next walk begin at a time.
     *
     * @param mark as if walks had read everything before
     * @param walk as if it had begun already; null if the mark alone is enough
     */
    record Start(Mark mark, @Nullable Beginning walk) {}

    /** How a walk begins after those that left that mark. */
    Beginning begin(Mark before);

    /**
     * What makes the next walk read what changed at that time or later; empty if walks cannot begin at a time.
     *
     * @param second a whole one
     */
    Optional<Start> at(Instant second);

    /** Whether a walk after those that left that mark begins at the listing's start, so that it reads all records. */
    boolean beginsAtStart(Mark before);

    /** Whether every walk reads all records, so that there is no state between walks. */
    boolean readsEverything();

    /** The form of the cursor from which the next walk continues; empty if walks continue from something else. */
    Optional<CursorForm> cursorForm();

    /** The name of the entity for each of whose records there is a list; empty if the list is the entity's own. */
    Optional<String> otherEntity();

    /** The payload field whose time the source filters by; empty if no filter is asked for. */
    Optional<String> filterField();

    /** How far back a walk reads again what walks before may have seen only in part. */
    Duration overlap();

    /** How long the source withholds new data, so that it rejects a start more recent than that. */
    Duration heldBack();

    /** Whether a walk can begin at a time, instead of at a position from the source or another entity. */
    default boolean canBeginAtATime() {
        return at(Instant.EPOCH).isPresent();
    }

    /** Whether requests for later pages carry the parameters of the first, instead of a cursor that includes them. */
    default boolean repeatsParams() {
        return !cursorForm().equals(Optional.of(CursorForm.OPAQUE));
    }

    /**
     * The parameters of a walk that begins again because the source no longer takes its cursor.
     *
     * @param params those it began with
     * @param since the source time up to which all is known; null for none
     */
    default Map<String, String> beginAgain(Map<String, String> params, @Nullable Instant since) {
        if (repeatsParams()) {
            return params;
        }
        return Optional.ofNullable(since)
                .flatMap(this::at)
                .map(Start::walk)
                .orElseGet(() -> begin(Mark.NONE))
                .params();
    }

    /**
     * The cursor that a walk leaves at its end.
     *
     * @param before the one that walks before had left
     * @param end the last cursor or time that the source named
     * @param sourceNow the source's own clock at the last page; null if it did not say
     */
    default @Nullable String after(@Nullable String before, @Nullable String end, @Nullable Instant sourceNow) {
        CursorForm form = cursorForm().orElse(null);
        return form == null ? before : form.after(end, sourceNow);
    }

    /**
     * Whether records come in the order of their source time: in exports, and in other lists if they are asked to be sorted by it, the oldest
     * first.
     *
     * @param params the listing's constant ones
     */
    default boolean isInOrderOfTime(Map<String, String> params) {
        return filterField()
                .map(field -> params.containsValue(field) && !params.containsValue("desc"))
                .orElse(true);
    }
}
