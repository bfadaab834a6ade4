package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.SourceTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the pages of one listing, from its state to the end. What is requested and what a reply leads to is the listing's
 * way of paging to say. Not for use by several threads.
 */
public final class ListingWalk implements PageWalk {

    private static final Logger LOG = LoggerFactory.getLogger(ListingWalk.class);

    /** How far before the newest known time an export begins again when its cursor is no longer accepted. */
    private static final Duration LOST_CURSOR_OVERLAP = Duration.ofHours(1);

    private final SourceClient client;
    private final Listing listing;
    private final String timeField;
    private final ListingState before;
    private final String fingerprint;
    private final Set<Paging.Position> seen = new HashSet<>();
    private final Standstill standstill = new Standstill();

    private Map<String, String> params;
    private Paging.Position page;
    private @Nullable String end;
    private @Nullable Instant newest;
    private @Nullable Instant sourceNow;
    private boolean restarted;
    private boolean done;

    private ListingWalk(
            SourceClient client, Listing listing, String timeField, ListingState before, ListingState.Walk begin) {
        this.client = client;
        this.listing = listing;
        this.timeField = timeField;
        this.before = before;
        this.fingerprint = ListingState.Walk.fingerprint(listing);
        this.params = begin.params();
        this.page = listing.paging().at(begin.next());
        this.newest = begin.newest();
        this.end = before.walk() == null ? before.cursor() : page.at();
        seen.add(page);
    }

    /** A walk that continues from that state. */
    public static ListingWalk from(SourceClient client, Entity entity, Listing listing, ListingState before) {
        String clock = entity.version().isEmpty() ? "" : entity.version().get(0).field();
        String timeField = listing.incremental().filterField().orElse(clock);
        ListingState.Walk unfinished = before.walk();
        return new ListingWalk(
                client, listing, timeField, before, unfinished != null ? unfinished : WalkStart.walk(listing, before));
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>(listing.params());
        if (page.at() == null || listing.incremental().repeatsParams()) {
            request.putAll(params);
        }
        listing.paging().ask(page, request);
        return request;
    }

    @Override
    public Page next(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        Page read;
        try {
            read = ask(lines);
        } catch (SourceException.TooRecent e) {
            // Nothing is new, unless it is the beginning of all that is too recent.
            if (listing.paging().isBeginning(page, params)) {
                throw e;
            }
            done = true;
            lines.clear();
            return Page.NOTHING;
        }
        standstill.see(lines);
        newest = SourceTime.later(newest, read.newest());
        sourceNow = read.sentAt();
        advance(read);
        return read;
    }

    private Page ask(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        try {
            return client.page(new PageRequest(listing, request(), timeField, lines));
        } catch (SourceException.Refused e) {
            if (restarted || !listing.paging().mayBeForgotten(page) || !isLostCursor(e)) {
                throw e;
            }
            restart(e);
            return client.page(new PageRequest(listing, request(), timeField, lines));
        }
    }

    private static boolean isLostCursor(SourceException.Refused e) {
        return e.status() == 400 || e.status() == 404 || e.status() == 410 || e.status() == 422;
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
        standstill.forget();
        Instant known = SourceTime.later(before.watermark(), newest);
        params = listing.incremental().beginAgain(params, known == null ? null : known.minus(LOST_CURSOR_OVERLAP));
        page = listing.paging().at(null);
    }

    private void advance(Page read) throws SourceException.Stalled {
        Paging.Step step;
        try {
            step = listing.paging().after(page, read);
        } catch (Paging.StalledException e) {
            throw stalled(String.valueOf(e.getMessage()));
        }
        if (!step.isLast() && !seen.add(step.next())) {
            throw stalled("names a page that was already read");
        }
        if (!step.isLast() && standstill.isReached()) {
            throw stalled("announces more pages, and " + Standstill.MOST_PAGES
                    + " in a row have brought hardly any new records: check 'paging' of the listing in the catalog");
        }
        done = step.isLast();
        page = step.next();
        // Zendesk answers a resume with nothing new by a null cursor or time, which must not replace the one at hand.
        end = page.at() == null ? end : page.at();
    }

    private SourceException.Stalled stalled(String what) {
        return new SourceException.Stalled(client.account().source().name() + "."
                + client.account().scope() + " GET " + listing.path() + ": the reply " + what
                + "; what was read so far is kept, the next run resumes from there");
    }

    @Override
    public ListingState state() {
        if (!done) {
            return new ListingState(
                    before.watermark(),
                    before.cursor(),
                    new ListingState.Walk(params, page.at(), newest, null, fingerprint));
        }
        // Not later than the source's current time: records with a future time (a clock that is ahead, an import)
        // must not make the next walk skip what happens until then.
        Instant known = SourceTime.later(before.watermark(), newest);
        Instant watermark = known == null ? null : SourceTime.earlier(known, sourceNow);
        return new ListingState(watermark, listing.incremental().after(before.cursor(), end, sourceNow), null);
    }
}
