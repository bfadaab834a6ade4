package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.SourceTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks through the pages of one listing, from where its state says to the end. Not for use by several threads. */
public final class ListingWalk implements PageWalk {

    private static final Logger LOG = LoggerFactory.getLogger(ListingWalk.class);

    /** How far before the newest known time an export begins again when its cursor is no longer taken. */
    private static final Duration LOST_CURSOR_OVERLAP = Duration.ofHours(1);

    private final SourceClient client;
    private final Listing listing;
    private final String timeField;
    private final ListingState before;
    private final Set<String> seen = new HashSet<>();

    private Map<String, String> params;
    private @Nullable String next;
    private @Nullable String position;
    private @Nullable Instant newest;
    private @Nullable Instant sourceNow;
    private boolean restarted;
    private int size;
    private boolean done;

    private ListingWalk(
            SourceClient client, Listing listing, String timeField, ListingState before, ListingState.Walk begin) {
        this.client = client;
        this.listing = listing;
        this.timeField = timeField;
        this.before = before;
        this.params = begin.params();
        this.next = begin.next();
        this.newest = begin.newest();
        this.position = before.walk() == null ? before.cursor() : begin.next();
        this.size = listing.paging() instanceof Paging.Time time ? time.size() : 0;
        if (begin.next() != null) {
            seen.add(begin.next());
        }
    }

    /** A walk that goes on from that state. */
    public static ListingWalk from(SourceClient client, Entity entity, Listing listing, ListingState before) {
        String timeField = listing.incremental() instanceof Incremental.Since since
                ? since.time()
                : entity.version().isEmpty() ? "" : entity.version().get(0).field();
        ListingState.Walk unfinished = before.walk();
        return new ListingWalk(
                client, listing, timeField, before, unfinished != null ? unfinished : begin(listing, before));
    }

    /** A walk through all records of a listing, yet to be taken; what was known before stays known until its end. */
    public static ListingState anew(Listing listing, ListingState before) {
        return new ListingState(before.watermark(), before.cursor(), begin(listing, ListingState.START));
    }

    /**
     * A state from which the next walk reads what changed at that time or later.
     *
     * @param time taken in whole seconds
     * @throws IllegalArgumentException if the listing cannot begin at a time
     */
    public static ListingState at(Listing listing, Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        String seconds = String.valueOf(second.getEpochSecond());
        if (listing.incremental() instanceof Incremental.Since) {
            return new ListingState(second, null, null);
        }
        if (listing.incremental() instanceof Incremental.FromCursor from) {
            return new ListingState(second, null, walk(Map.of(from.startParam(), seconds), null));
        }
        if (listing.incremental() instanceof Incremental.FromTime) {
            return new ListingState(second, seconds, null);
        }
        throw new IllegalArgumentException("Listing '" + listing.name()
                + "' is read whole every time, or record by record of another entity: it cannot begin at a time");
    }

    /** Whether a walk from that state begins at the listing's start, so that it reads all records. */
    public static boolean startsAnew(Listing listing, ListingState before) {
        return before.walk() == null
                && (listing.incremental() instanceof Incremental.Snapshot
                        || (listing.incremental() instanceof Incremental.Since
                                ? before.watermark() == null
                                : before.cursor() == null));
    }

    private static ListingState.Walk begin(Listing listing, ListingState before) {
        if (listing.incremental() instanceof Incremental.Since since) {
            return walk(since(since.param(), before.watermark(), since.overlap()), firstPage(listing));
        }
        if (listing.incremental() instanceof Incremental.FromCursor from) {
            return before.cursor() != null
                    ? walk(Map.of(), before.cursor())
                    : walk(Map.of(from.startParam(), "0"), null);
        }
        if (listing.incremental() instanceof Incremental.FromTime from) {
            return walk(Map.of(), startTime(before.cursor(), from.overlap()));
        }
        return walk(Map.of(), firstPage(listing));
    }

    private static ListingState.Walk walk(Map<String, String> params, @Nullable String next) {
        return new ListingState.Walk(params, next, null, null);
    }

    private static @Nullable String firstPage(Listing listing) {
        return listing.paging() instanceof Paging.Numbered ? "1" : null;
    }

    /** Whole seconds: Pipedrive refuses fractions (reference of its API, list parameters). */
    private static Map<String, String> since(String param, @Nullable Instant watermark, Duration overlap) {
        return watermark == null
                ? Map.of()
                : Map.of(
                        param,
                        watermark.minus(overlap).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String startTime(@Nullable String lastEnd, Duration overlap) {
        return lastEnd == null ? "0" : String.valueOf(Math.max(0, Long.parseLong(lastEnd) - overlap.toSeconds()));
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>(listing.params());
        boolean byCursor = listing.incremental() instanceof Incremental.FromCursor && next != null;
        if (!byCursor) {
            request.putAll(params);
        }
        if (listing.paging() instanceof Paging.Cursor cursor) {
            position(request, cursor.sizeParam(), cursor.size(), cursor.param());
        } else if (listing.paging() instanceof Paging.Numbered numbered) {
            position(request, numbered.sizeParam(), numbered.size(), numbered.param());
        } else if (listing.paging() instanceof Paging.Time time) {
            position(request, time.sizeParam(), size, time.param());
        }
        return request;
    }

    private void position(Map<String, String> request, String sizeParam, int size, String param) {
        request.put(sizeParam, String.valueOf(size));
        if (next != null) {
            request.put(param, next);
        }
    }

    @Override
    public Page next(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        Page page;
        try {
            page = ask(lines);
        } catch (SourceException.TooRecent e) {
            if (!isResumedByTime()) {
                throw e;
            }
            done = true;
            lines.clear();
            return Page.NOTHING;
        }
        newest = SourceTime.later(newest, page.newest());
        sourceNow = page.sentAt();
        advance(page);
        return page;
    }

    private Page ask(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        try {
            return client.page(listing, request(), timeField, lines);
        } catch (SourceException.Refused e) {
            boolean byCursor = next != null && listing.paging() instanceof Paging.Cursor;
            if (!byCursor || restarted || !isLostCursor(e)) {
                throw e;
            }
            restart(e);
            return client.page(listing, request(), timeField, lines);
        }
    }

    /** A start that is too recent means that nothing is new, unless it is the beginning of all. */
    private boolean isResumedByTime() {
        return listing.paging() instanceof Paging.Time time
                ? !"0".equals(request().get(time.param()))
                : params.values().stream().noneMatch("0"::equals);
    }

    private static boolean isLostCursor(SourceException.Refused e) {
        return e.status() == 400 || e.status() == 404 || e.status() == 422;
    }

    /** How long a source keeps a cursor is documented nowhere: one that it no longer takes costs a second reading, not the run. */
    private void restart(SourceException.Refused reason) {
        LOG.warn(
                "event=cursor_lost source={} scope={} listing={} reason=\"{}\"",
                client.account().source().name(),
                client.account().scope(),
                listing.name(),
                reason.getMessage());
        restarted = true;
        seen.clear();
        if (listing.incremental() instanceof Incremental.FromCursor from) {
            Instant known = SourceTime.later(before.watermark(), newest);
            params = Map.of(
                    from.startParam(),
                    known == null
                            ? "0"
                            : String.valueOf(known.minus(LOST_CURSOR_OVERLAP).getEpochSecond()));
        }
        next = null;
    }

    private void advance(Page page) throws SourceException.Stalled {
        if (listing.paging() instanceof Paging.Cursor cursor) {
            advance(page.text(cursor.next()), isLast(page, cursor));
        } else if (listing.paging() instanceof Paging.Numbered numbered) {
            done = page.text(numbered.next()) == null;
            next = String.valueOf(Integer.parseInt(next == null ? "1" : next) + 1);
        } else if (listing.paging() instanceof Paging.Time time) {
            String end = page.text(time.next());
            boolean last = flag(page, time.end());
            if (!last && end != null && end.equals(next)) {
                end = endOfCrowd(page, time, end);
            } else {
                size = time.size();
            }
            if (size < time.size()) {
                return;
            }
            advance(end, last);
        } else {
            done = true;
        }
    }

    /**
     * What comes behind a page that ends in the second it began with. Zendesk lets a page grow until it holds all records of its last second;
     * one that has grown can be gone on from with the next second. One that just fits is asked for again a record smaller, which shows
     * whether it grows.
     */
    private String endOfCrowd(Page page, Paging.Time time, String end) throws SourceException.Stalled {
        boolean grown = page.records() > size;
        if (grown) {
            size = time.size();
            return String.valueOf(Long.parseLong(end) + 1);
        }
        if (size < time.size() || size == 1) {
            throw stalled("stops within the second " + Instant.ofEpochSecond(Long.parseLong(end))
                    + ", which holds more records than a page. If it does so again, change some of these records at the"
                    + " source, which moves them to another second, or read the entity by a list instead"
                    + " (catalog/README.md)");
        }
        size--;
        return end;
    }

    private void advance(@Nullable String following, boolean last) throws SourceException.Stalled {
        if (!last && following == null) {
            throw stalled("says there are more pages, and does not say where");
        }
        if (!last && following != null && !seen.add(following)) {
            throw stalled("names a page again that was read before");
        }
        done = last;
        next = following;
        // Zendesk answers a resume with nothing new by a null cursor or time, which must not replace the one at hand.
        position = following == null ? position : following;
    }

    private boolean isLast(Page page, Paging.Cursor cursor) throws SourceException.Stalled {
        if (!cursor.more().isEmpty()) {
            return !flag(page, cursor.more());
        }
        return cursor.end().isEmpty() ? page.text(cursor.next()) == null : flag(page, cursor.end());
    }

    private boolean flag(Page page, String path) throws SourceException.Stalled {
        String flag = page.text(path);
        if (flag == null) {
            throw stalled("does not say by '" + path + "' whether there are more pages");
        }
        return Boolean.parseBoolean(flag);
    }

    private SourceException.Stalled stalled(String what) {
        return new SourceException.Stalled(client.account().source().name() + "."
                + client.account().scope() + " GET " + listing.path() + ": the reply " + what
                + "; what was read so far is kept, the next run tries from there");
    }

    @Override
    public ListingState state() {
        if (!done) {
            return new ListingState(
                    before.watermark(), before.cursor(), new ListingState.Walk(params, next, newest, null));
        }
        Instant watermark = bounded(SourceTime.later(before.watermark(), newest));
        if (listing.incremental() instanceof Incremental.FromCursor) {
            return new ListingState(watermark, position, null);
        }
        if (listing.incremental() instanceof Incremental.FromTime) {
            return new ListingState(watermark, bounded(position), null);
        }
        return new ListingState(watermark, before.cursor(), null);
    }

    /**
     * Not later than the source's own present: records that bear a time to come (a clock that is ahead, an import) must not make the next
     * walk skip what happens until then.
     */
    private @Nullable Instant bounded(@Nullable Instant time) {
        return time == null ? null : SourceTime.earlier(time, sourceNow);
    }

    private @Nullable String bounded(@Nullable String seconds) {
        return seconds == null || sourceNow == null
                ? seconds
                : String.valueOf(Math.min(Long.parseLong(seconds), sourceNow.getEpochSecond()));
    }
}
