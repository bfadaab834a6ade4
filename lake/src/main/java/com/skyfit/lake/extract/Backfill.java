package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest.Change;
import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ListingWalk;
import com.skyfit.lake.source.client.PageBuffer;
import com.skyfit.lake.source.client.SourceClient;
import com.skyfit.lake.source.client.WalkStart;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a range of source time of one entity again, without changing the state of its extraction. Its manifests carry that state, and beside it
 * how far the range has been read: an interrupted one resumes when the same range is requested again. A backfill reads once.
 */
public final class Backfill {

    /** Why there is none of an entity, whose name it takes. */
    public static final String NO_RANGE =
            "%s is read completely every time, or record by record of another entity: there is no range to read again";

    private final SourceClient client;
    private final Entity entity;
    private final Range range;
    private final ExtractionListener listener;
    private final PartCommits commits;

    /** Of the listings that are not read to the range's end. */
    private final Map<String, ListingState> progress = new LinkedHashMap<>();

    private Standing before = Standing.START;

    /**
     * Takes what to read and where to.
     *
     * @param newest of that lake, as it was before the run
     * @param client of the account; its counters should be fresh
     * @param context of the run that reads
     * @throws IllegalArgumentException if the entity has no ranges; see {@link #isPossible}
     */
    public Backfill(
            LakeStorage lake,
            NewestManifests newest,
            SourceClient client,
            Entity entity,
            Range range,
            RunContext context,
            ExtractionListener listener) {
        if (!isPossible(entity)) {
            throw new IllegalArgumentException(NO_RANGE.formatted(entity.name()));
        }
        this.client = client;
        this.entity = entity;
        this.range = range;
        this.listener = listener;
        this.commits = new PartCommits(lake, newest, client, entity, context);
    }

    /** Whether a range of the entity can be requested: not if it is read completely every time, or record by record of another. */
    public static boolean isPossible(Entity entity) {
        return entity.listings().stream()
                .allMatch(listing -> listing.incremental().canBeginAtATime());
    }

    /**
     * Reads the range to its end.
     *
     * @throws SourceException if the source does not answer as it should; what was read before is committed
     * @throws IOException if the lake cannot be written; what was committed before stays
     */
    public Extracted run() throws SourceException, IOException, InterruptedException {
        before = commits.begin();
        Map<String, ListingState> unfinished = before.backfills().get(range.toString());
        for (Listing listing : entity.listings()) {
            ListingState anew = WalkStart.at(listing, range.from());
            if (unfinished == null) {
                progress.put(listing.name(), anew);
            } else if (unfinished.containsKey(listing.name())) {
                progress.put(
                        listing.name(), WalkStart.resumable(listing, unfinished.get(listing.name()), stood -> anew));
            }
            if (!before.listing(listing.name()).equals(ListingState.START)) {
                client.readBefore(listing);
            }
        }
        try (commits;
                PageBuffer lines = new PageBuffer()) {
            readAll(lines);
        }
        return commits.progress();
    }

    /** What has been committed so far. */
    public Extracted progress() {
        return commits.progress();
    }

    private void readAll(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        try {
            for (Listing listing : entity.listings()) {
                ListingState state = progress.get(listing.name());
                if (state != null) {
                    read(listing, state, lines);
                }
            }
            commit();
        } catch (SourceException e) {
            commit();
            throw e;
        }
    }

    private void read(Listing listing, ListingState state, PageBuffer lines)
            throws SourceException, IOException, InterruptedException {
        ListingWalk walk = ListingWalk.from(client, entity, listing, state);
        commits.asked(listing, walk.request());
        while (progress.containsKey(listing.name())) {
            Page page = walk.next(lines);
            commits.append(page, lines);
            listener.page(client.account(), entity.name(), page.records());
            if (walk.isDone() || isBeyond(listing, page)) {
                progress.remove(listing.name());
            } else {
                progress.put(listing.name(), walk.state());
            }
            if (commits.isFull()) {
                commit();
                if (progress.containsKey(listing.name())) {
                    commits.asked(listing, walk.request());
                }
            }
        }
    }

    /** Whether neither the page nor those after it have records of the range. */
    private boolean isBeyond(Listing listing, Page page) {
        return listing.incremental().isInOrderOfTime(listing.params())
                && page.oldest() != null
                && !page.oldest().isBefore(range.to());
    }

    private void commit() throws IOException {
        Map<String, Map<String, ListingState>> backfills = new HashMap<>(before.backfills());
        if (progress.isEmpty()) {
            backfills.remove(range.toString());
        } else {
            backfills.put(range.toString(), Map.copyOf(progress));
        }
        commits.commit(
                new Standing(before.listings(), before.listed(), backfills),
                false,
                false,
                new Change("backfill", range.toString()));
    }
}
