package com.skyfit.lake.bronze;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ListingState;
import com.skyfit.lake.source.ListingWalk;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.PageBuffer;
import com.skyfit.lake.source.RequestCounts;
import com.skyfit.lake.source.SourceClient;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entity of one account into bronze, from where its newest manifest stands. Each time a part is full it is made durable, and a
 * manifest commits it together with the state of extraction: a crash costs what was read since. One extraction reads once.
 */
public final class Extraction {

    /** A part is closed when it has this many compressed bytes: large enough to list few objects, small enough to lose. */
    private static final long PART_BYTES = 4 << 20;

    private final Lake lake;
    private final Manifests manifests;
    private final SourceClient client;
    private final Account account;
    private final Entity entity;
    private final RunId run;
    private final String programVersion;
    private final InstantSource clock;
    private final ExtractionListener listener;

    private final Map<String, ListingState> committed = new LinkedHashMap<>();
    private final Map<String, ListingState> states = new LinkedHashMap<>();
    private final List<Manifest.Request> requests = new ArrayList<>();
    private @Nullable PartWriter open;
    private RequestCounts counted = new RequestCounts(0, 0, 0, 0);
    private boolean fromStart = true;
    private int sequence;
    private int parts;
    private long records;
    private long bytes;

    /**
     * Takes what to read and where to.
     *
     * @param client of the account; its counters should be fresh
     * @param programVersion recorded in manifests
     */
    public Extraction(
            Lake lake,
            SourceClient client,
            Entity entity,
            RunId run,
            String programVersion,
            InstantSource clock,
            ExtractionListener listener) {
        this.lake = lake;
        this.manifests = new Manifests(lake);
        this.client = client;
        this.account = client.account();
        this.entity = entity;
        this.run = run;
        this.programVersion = programVersion;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Reads all listings to their end.
     *
     * @throws SourceException if the source does not answer as it should; what was read before is committed, and the next extraction goes
     *     on from there
     * @throws IOException if the lake cannot be written; what was committed before stays
     */
    public Extracted run() throws SourceException, IOException, InterruptedException {
        manifests
                .newest(account.source().name(), account.scope(), entity.name())
                .ifPresent(newest -> committed.putAll(newest.stateAfter()));
        states.putAll(committed);
        try (PageBuffer lines = new PageBuffer()) {
            for (Listing listing : entity.listings()) {
                read(listing, lines);
            }
            commit(true);
        } catch (SourceException e) {
            commit(false);
            throw e;
        } finally {
            if (open != null) {
                open.close();
            }
        }
        return progress();
    }

    /** What has been committed so far. */
    public Extracted progress() {
        return new Extracted(records, parts, bytes, fromStart, client.counts());
    }

    private void read(Listing listing, PageBuffer lines) throws SourceException, IOException, InterruptedException {
        ListingState before = states.getOrDefault(listing.name(), ListingState.START);
        ListingWalk walk = ListingWalk.from(client, entity, listing, before);
        fromStart &= walk.isFromStart();
        requests.add(new Manifest.Request(listing.name(), listing.path(), walk.request()));
        while (!walk.isDone()) {
            Page page = walk.next(lines);
            if (page.records() > 0) {
                part().append(page, lines);
            }
            states.put(listing.name(), walk.state());
            listener.page(account, entity.name(), page.records());
            if (open != null && open.bytes() >= PART_BYTES) {
                commit(false);
                if (!walk.isDone()) {
                    requests.add(new Manifest.Request(listing.name(), listing.path(), walk.request()));
                }
            }
        }
    }

    private PartWriter part() throws IOException {
        if (open == null) {
            open = new PartWriter(
                    lake, BronzePaths.part(account.source().name(), account.scope(), entity.name(), run, parts + 1));
        }
        return open;
    }

    private void commit(boolean complete) throws IOException {
        List<Part> written = new ArrayList<>();
        if (open != null) {
            written.add(open.commit());
            open = null;
            parts++;
        }
        RequestCounts total = client.counts();
        long lines = written.stream().mapToLong(Part::lines).sum();
        manifests.write(new Manifest(
                Manifest.FORMAT_VERSION,
                account.source().name(),
                account.scope(),
                entity.name(),
                run.text(),
                ++sequence,
                programVersion,
                entity.apiGeneration(),
                requests,
                committed,
                states,
                complete,
                complete && fromStart,
                lines,
                written,
                since(total),
                clock.instant()));
        records += lines;
        bytes += written.stream().mapToLong(Part::bytes).sum();
        counted = total;
        committed.putAll(states);
        requests.clear();
    }

    private RequestCounts since(RequestCounts total) {
        return new RequestCounts(
                total.requests() - counted.requests(),
                total.retries() - counted.retries(),
                total.bytes() - counted.bytes(),
                total.waitedSeconds() - counted.waitedSeconds());
    }
}
