package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest.Listed;
import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ListingWalk;
import com.skyfit.lake.source.client.PageBuffer;
import com.skyfit.lake.source.client.PageWalk;
import com.skyfit.lake.source.client.SourceClient;
import com.skyfit.lake.source.client.WalkStart;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entity of one account into bronze, from the state in its newest manifest. Each time a part is full it is made durable, and a
 * manifest commits it together with the state of extraction: a crash costs what was read since. One extraction reads once.
 *
 * <p>A sweep lists everything again, so that absence shows what was deleted. The next extraction resumes an interrupted one, which is
 * complete when every listing has been read from its start to its end since it began.
 */
public final class Extraction {

    private final LakeStorage lake;
    private final SourceClient client;
    private final Entity entity;
    private final RunContext context;
    private final ExtractionListener listener;
    private final PartCommits commits;

    private final Map<String, ListingState> states = new LinkedHashMap<>();
    private Standing before = Standing.START;
    private @Nullable String listingBegan;

    /** One that reads the state of the extraction itself. */
    public Extraction(
            LakeStorage lake, SourceClient client, Entity entity, RunContext context, ExtractionListener listener) {
        this(lake, new NewestManifests(lake), client, entity, context, listener);
    }

    /**
     * Takes what to read and where to.
     *
     * @param newest of that lake, as it was before the run
     * @param client of the account; its counters should be fresh
     * @param context of the run that reads
     */
    public Extraction(
            LakeStorage lake,
            NewestManifests newest,
            SourceClient client,
            Entity entity,
            RunContext context,
            ExtractionListener listener) {
        this.lake = lake;
        this.client = client;
        this.entity = entity;
        this.context = context;
        this.listener = listener;
        this.commits = new PartCommits(lake, newest, client, entity, context);
    }

    /** Reads all listings to their end; lists everything if the catalog says that a sweep is due. */
    public Extracted run() throws SourceException, IOException, InterruptedException {
        return run(false);
    }

    /**
     * Reads all listings to their end.
     *
     * @param sweep whether to list everything if absence means deletion, whatever the age of the newest complete listing
     * @throws SourceException if the source does not answer as it should; what was read before is committed, and the next extraction goes
     *     on from there
     * @throws IOException if the lake cannot be written; what was committed before stays
     */
    public Extracted run(boolean sweep) throws SourceException, IOException, InterruptedException {
        before = commits.begin();
        states.putAll(before.listings());
        resume();
        begin(sweep);
        try (commits) {
            readToTheEnd();
        }
        return commits.progress();
    }

    /** What has been committed so far. */
    public Extracted progress() {
        return commits.progress();
    }

    private void resume() {
        for (Listing listing : entity.listings()) {
            ListingState state = state(listing);
            boolean isOfACompleteListing = before.listed().began() != null;
            states.put(
                    listing.name(),
                    WalkStart.resumable(
                            listing,
                            state,
                            stood -> isOfACompleteListing ? WalkStart.fromStart(listing, stood) : stood.withoutWalk()));
            if (before.listed().in() != null || !state.equals(ListingState.START)) {
                client.readBefore(listing);
            }
        }
    }

    private ListingState state(Listing listing) {
        return states.getOrDefault(listing.name(), ListingState.START);
    }

    private void begin(boolean sweep) {
        listingBegan = before.listed().began();
        if (listingBegan != null) {
            return;
        }
        boolean anew = entity.listings().stream().allMatch(listing -> WalkStart.isFromStart(listing, state(listing)));
        if (!anew && (isSweepDue() || (sweep && entity.absentMeansDeleted()))) {
            for (Listing listing : entity.listings()) {
                states.put(listing.name(), WalkStart.fromStart(listing, state(listing)));
            }
            anew = true;
        }
        listingBegan = anew ? context.run().text() : null;
    }

    private boolean isSweepDue() {
        Duration every = entity.deletions().sweepEvery();
        if (every == null) {
            return false;
        }
        String listedIn = before.listed().in();
        return listedIn == null
                || !new RunId(listedIn)
                        .start()
                        .plus(every)
                        .isAfter(context.run().start());
    }

    private void readToTheEnd() throws SourceException, IOException, InterruptedException {
        try (PageBuffer lines = new PageBuffer()) {
            readAll(lines);
            if (listingBegan != null && entity.listings().size() > 1 && !entity.isSnapshot()) {
                // What moved from one list to another in the meantime may have been in neither when that was read.
                readAll(lines);
            }
            commit(true);
        } catch (SourceException e) {
            commit(false);
            throw e;
        }
    }

    private void readAll(PageBuffer lines) throws SourceException, IOException, InterruptedException {
        for (Listing listing : entity.listings()) {
            read(listing, lines);
        }
    }

    private void read(Listing listing, PageBuffer lines) throws SourceException, IOException, InterruptedException {
        PageWalk walk = walk(listing);
        if (!walk.isDone()) {
            commits.asked(listing, walk.request());
        }
        while (!walk.isDone()) {
            Page page = walk.next(lines);
            commits.append(page, lines);
            states.put(listing.name(), walk.state());
            listener.page(client.account(), entity.name(), page.records());
            if (commits.isFull()) {
                commit(false);
                if (!walk.isDone()) {
                    commits.asked(listing, walk.request());
                }
            }
        }
        states.put(listing.name(), walk.state());
    }

    private PageWalk walk(Listing listing) throws IOException {
        ListingState state = state(listing);
        Optional<String> other = listing.incremental().otherEntity();
        if (other.isEmpty()) {
            return ListingWalk.from(client, entity, listing, state);
        }
        Source source = client.account().source();
        ChangedRecords records =
                new ChangedRecords(lake, source.name(), client.account().scope(), source.entity(other.get()));
        return new ForEachWalk(client, entity, listing, records, state);
    }

    private void commit(boolean complete) throws IOException {
        boolean listingEnds = complete && listingBegan != null;
        Listed listed = listingEnds
                ? new Listed(listingBegan, null)
                : new Listed(before.listed().in(), listingBegan);
        commits.commit(new Standing(states, listed, before.backfills()), complete, listingEnds, null);
    }
}
