package com.skyfit.lake.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of a list follow one another. Each kind answers all of a walk's questions about itself, so that one which leaves an answer out
 * does not compile.
 */
public sealed interface Paging {

    /** The complete list is one reply. */
    record Single() implements Paging {
        @Override
        public Position at(@Nullable String at) {
            return new Position(at, 0);
        }

        @Override
        public void ask(Position page, Map<String, String> request) {}

        @Override
        public Step after(Position page, Reply reply) {
            return new Step(true, page);
        }

        @Override
        public boolean leavesOpen(Reply reply) {
            return false;
        }

        @Override
        public boolean mayBeForgotten(Position page) {
            return false;
        }

        @Override
        public boolean isBeginning(Position page, Map<String, String> params) {
            return params.containsValue(BEGINNING);
        }

        @Override
        public long pages(long records) {
            return 1;
        }
    }

    /**
     * Each page names the next by an opaque cursor.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page, the most the API allows
     * @param param request parameter that takes the cursor
     * @param next path of the next cursor in the reply
     * @param more path of a boolean that is true if there is a next page; empty text if an absent cursor shows that
     * @param end path of a boolean that is true on the last page; empty text if an absent cursor shows that
     */
    record Cursor(String sizeParam, int size, String param, String next, String more, String end) implements Paging {
        @Override
        public Position at(@Nullable String at) {
            return new Position(at, size);
        }

        @Override
        public void ask(Position page, Map<String, String> request) {
            Paging.ask(page, sizeParam, param, request);
        }

        @Override
        public Step after(Position page, Reply reply) throws StalledException {
            return Paging.step(reply.text(next), isLast(reply), size);
        }

        private boolean isLast(Reply reply) throws StalledException {
            if (!more.isEmpty()) {
                return !Paging.flag(reply, more);
            }
            return end.isEmpty() ? reply.text(next) == null : Paging.flag(reply, end);
        }

        @Override
        public boolean leavesOpen(Reply reply) {
            return reply.records() >= size && (more + end).isEmpty() && !reply.has(next);
        }

        /** How long a source keeps a cursor is documented nowhere. */
        @Override
        public boolean mayBeForgotten(Position page) {
            return page.at() != null;
        }

        @Override
        public boolean isBeginning(Position page, Map<String, String> params) {
            return params.containsValue(BEGINNING);
        }

        @Override
        public long pages(long records) {
            return Paging.pages(records, size);
        }
    }

    /**
     * Pages are numbered from 1.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page
     * @param param request parameter that takes the number
     * @param next path of a value that is null on the last page
     */
    record Numbered(String sizeParam, int size, String param, String next) implements Paging {
        /** A text that is not a number is a position of another paging. */
        @Override
        public Position at(@Nullable String at) {
            return new Position(at != null && NUMBER.matcher(at).matches() ? at : "1", size);
        }

        @Override
        public void ask(Position page, Map<String, String> request) {
            Paging.ask(page, sizeParam, param, request);
        }

        @Override
        public Step after(Position page, Reply reply) {
            int number = Integer.parseInt(String.valueOf(page.at()));
            return new Step(reply.text(next) == null, new Position(String.valueOf(number + 1), size));
        }

        @Override
        public boolean leavesOpen(Reply reply) {
            return reply.records() >= size && !reply.has(next);
        }

        @Override
        public boolean mayBeForgotten(Position page) {
            return false;
        }

        @Override
        public boolean isBeginning(Position page, Map<String, String> params) {
            return params.containsValue(BEGINNING);
        }

        @Override
        public long pages(long records) {
            return Paging.pages(records, size);
        }
    }

    /**
     * Each page names the time from which the next one continues; its boundary records come again.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page
     * @param param request parameter that takes the time, in seconds since 1970
     * @param next path of the next time in the reply
     * @param end path of a boolean that says that this page is the last
     * @param grows whether the source extends a page beyond its size until it contains all records of its last second
     */
    record Time(String sizeParam, int size, String param, String next, String end, boolean grows) implements Paging {
        /** A text that is not a time is a position of another paging. */
        @Override
        public Position at(@Nullable String at) {
            return new Position(
                    at == null ? null : String.valueOf(CursorForm.seconds(at).orElse(0)), size);
        }

        @Override
        public void ask(Position page, Map<String, String> request) {
            Paging.ask(page, sizeParam, param, request);
        }

        @Override
        public Step after(Position page, Reply reply) throws StalledException {
            String following = following(reply.text(next));
            boolean last = Paging.flag(reply, end);
            return grows && !last && following != null && following.equals(page.at())
                    ? afterCrowd(page, reply, following)
                    : Paging.step(following, last, size);
        }

        private @Nullable String following(@Nullable String time) throws StalledException {
            if (time == null) {
                return null;
            }
            OptionalLong second = CursorForm.seconds(time);
            if (second.isEmpty()) {
                throw new StalledException("has a value in '" + next + "' that is not a time in seconds since 1970");
            }
            return String.valueOf(second.getAsLong());
        }

        /**
         * What comes behind a page that ends in the second it began with. A page that has grown holds that second to its end, so the next
         * second follows. One that just fits is asked for again a record smaller, which shows whether it grows.
         */
        private Step afterCrowd(Position page, Reply reply, String second) throws StalledException {
            if (reply.records() > page.size()) {
                return new Step(false, new Position(String.valueOf(Long.parseLong(second) + 1), size));
            }
            if (page.size() < size || page.size() == 1) {
                throw new StalledException("stops within the second " + Instant.ofEpochSecond(Long.parseLong(second))
                        + ", which has more records than a page. If that happens again, change some of these records at"
                        + " the source, which moves them to another second, or read the entity by a list instead"
                        + " (catalog/README.md)");
            }
            return new Step(false, new Position(second, page.size() - 1));
        }

        @Override
        public boolean leavesOpen(Reply reply) {
            return false;
        }

        @Override
        public boolean mayBeForgotten(Position page) {
            return false;
        }

        @Override
        public boolean isBeginning(Position page, Map<String, String> params) {
            return BEGINNING.equals(page.at());
        }

        @Override
        public long pages(long records) {
            return Paging.pages(records, size);
        }
    }

    /** The time, in seconds since 1970, from which everything is asked for. */
    String BEGINNING = "0";

    /** The number of a page. */
    Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** What a reply says. Paths are names joined by dots. */
    interface Reply {

        /** How many records it holds. */
        long records();

        /** The text of a value beside the records; null if it is missing, null or empty. */
        @Nullable String text(String path);

        /** Whether there is that value beside the records, be it null. */
        boolean has(String path);
    }

    /**
     * Which page of a list.
     *
     * @param at what asks for it: a cursor, a number or a time; null if a request without any asks for it
     * @param size records asked for; 0 if a request does not say how many
     */
    record Position(@Nullable String at, int size) {}

    /**
     * The consequence of a reply.
     *
     * @param isLast whether no page follows
     * @param next the page that follows; after the last one the position that the source names, for later walks
     */
    record Step(boolean isLast, Position next) {}

    /** A reply from which no way leads to the end of the list. The message continues the words "the reply". */
    final class StalledException extends Exception {
        StalledException(String what) {
            super(what);
        }
    }

    /** The page that a cursor, number or time asks for; the first one for null. */
    Position at(@Nullable String at);

    /** Adds the parameters that ask for a page. */
    void ask(Position page, Map<String, String> request);

    /**
     * What follows a page.
     *
     * @param page the one that was asked for
     * @throws StalledException if the reply says neither that it is the last nor which page follows
     */
    Step after(Position page, Reply reply) throws StalledException;

    /**
     * Whether a reply leaves open whether another page follows, though it is full. A last page may be full, and one that names no next page may
     * be the last; both at once more likely mean a broken reply.
     */
    boolean leavesOpen(Reply reply);

    /** Whether a source that refuses a page may have forgotten how it named that page. */
    boolean mayBeForgotten(Position page);

    /**
     * Whether a page, in a walk with these parameters, is asked for from the beginning of all time.
     *
     * @param params of the walk, without the constant ones
     */
    boolean isBeginning(Position page, Map<String, String> params);

    /** How many requests that many records take; 1 for none. */
    long pages(long records);

    private static void ask(Position page, String sizeParam, String param, Map<String, String> request) {
        request.put(sizeParam, String.valueOf(page.size()));
        if (page.at() != null) {
            request.put(param, page.at());
        }
    }

    private static Step step(@Nullable String following, boolean last, int size) throws StalledException {
        if (!last && following == null) {
            throw new StalledException("announces more pages, but does not say where");
        }
        return new Step(last, new Position(following, size));
    }

    private static boolean flag(Reply reply, String path) throws StalledException {
        String flag = reply.text(path);
        if (flag == null) {
            throw new StalledException("does not say in '" + path + "' whether there are more pages");
        }
        return Boolean.parseBoolean(flag);
    }

    private static long pages(long records, int size) {
        return records == 0 ? 1 : (records - 1) / size + 1;
    }
}
