package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.SourceTime;
import com.skyfit.lake.source.client.ListingWalk;
import com.skyfit.lake.source.client.PageBuffer;
import com.skyfit.lake.source.client.PageWalk;
import com.skyfit.lake.source.client.SourceClient;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks, in rounds, through the lists of those records of another entity that changed since the last round, in the order of their keys. Done
 * when bronze has no record of the other that was not asked for.
 */
final class ForEachWalk implements PageWalk {

    private static final Logger LOG = LoggerFactory.getLogger(ForEachWalk.class);

    /** A record may be deleted by the time its list is requested. After this many in a row, and none that has a list, the path must be wrong. */
    private static final int MOST_GONE = 20;

    /** Of a list that no page has been read of. */
    private static final ListingState.Walk NO_PAGE = new ListingState.Walk(Map.of(), null, null, null, null);

    private final SourceClient client;
    private final Entity entity;
    private final Listing listing;
    private final ChangedRecords records;

    private ListingState state;
    private boolean answered;
    private int gone;

    private String until = "";
    private long[] keys = {};
    private int at;
    private @Nullable Instant newest;
    private @Nullable PageWalk list;

    /** A walk that resumes from that state. */
    ForEachWalk(SourceClient client, Entity entity, Listing listing, ChangedRecords records, ListingState before)
            throws IOException {
        this.client = client;
        this.entity = entity;
        this.listing = listing;
        this.records = records;
        this.state = before;
        this.newest = before.walk() == null ? before.watermark() : before.walk().newest();
        findRecords();
    }

    /** Resumes the unfinished round, or begins one; ends those without a record to request. */
    private void findRecords() throws IOException {
        String known = records.newest();
        ListingState.Walk begun = state.walk();
        while (isDone()) {
            ListingState.Round unfinished = begun == null ? null : begun.round();
            if (unfinished != null) {
                until = unfinished.until();
            } else if (known != null && !known.equals(state.cursor())) {
                until = known;
            } else {
                return;
            }
            keys = records.keys(state.cursor(), until);
            at = unfinished == null ? 0 : firstFrom(unfinished.key());
            if (isDone()) {
                endRound();
            } else {
                list = list(unfinished != null && keys[at] == unfinished.key() ? begun : null);
            }
            begun = null;
        }
    }

    private int firstFrom(long key) {
        int found = Arrays.binarySearch(keys, key);
        return found < 0 ? -found - 1 : found;
    }

    private PageWalk list(ListingState.@Nullable Walk begun) {
        return ListingWalk.from(client, entity, listing.of(keys[at]), new ListingState(null, null, begun));
    }

    private void endRound() {
        state = new ListingState(newest, until, null);
    }

    @Override
    public boolean isDone() {
        return at == keys.length;
    }

    @Override
    public Map<String, String> request() {
        return list().request();
    }

    private PageWalk list() {
        if (list == null) {
            throw new IllegalStateException("No record is left whose list could be requested");
        }
        return list;
    }

    @Override
    public Page next(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        Page page;
        PageWalk asked = list();
        try {
            page = asked.next(lines);
            answered = true;
        } catch (SourceException.Refused e) {
            boolean isGone = e.status() == 404 || e.status() == 410;
            if (!isGone || (!answered && gone == MOST_GONE)) {
                throw e;
            }
            lines.clear();
            gone++;
            advance();
            return Page.NOTHING;
        }
        if (asked.isDone()) {
            newest = SourceTime.later(newest, asked.state().watermark());
            advance();
        } else {
            stand(asked.state().walk());
        }
        return page;
    }

    private void advance() throws IOException {
        at++;
        if (at < keys.length) {
            list = list(null);
            stand(null);
            return;
        }
        endRound();
        if (gone > 0) {
            LOG.info(
                    "event=lists_gone source={} scope={} entity={} listing={} records={}",
                    client.account().source().name(),
                    client.account().scope(),
                    entity.name(),
                    listing.name(),
                    gone);
        }
        findRecords();
    }

    /** Records without a list do not move the state until one has a list: if the path is wrong, their lists must be requested again. */
    private void stand(ListingState.@Nullable Walk page) {
        if (answered) {
            ListingState.Round round = new ListingState.Round(until, keys[at]);
            state = new ListingState(
                    state.watermark(),
                    state.cursor(),
                    (page == null ? NO_PAGE : page).in(round, newest, ListingState.Walk.fingerprint(listing)));
        }
    }

    @Override
    public ListingState state() {
        return state;
    }
}
