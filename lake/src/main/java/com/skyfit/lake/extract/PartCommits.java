package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.client.PageBuffer;
import com.skyfit.lake.source.client.SourceClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what one run reads of one entity: parts, and the manifests that commit them together with the new state of the extraction. */
final class PartCommits implements AutoCloseable {

    /** A part is closed when it has this many compressed bytes: large enough to list few objects, small enough to lose. */
    private static final long PART_BYTES = 4 << 20;

    /** Or after this many requests for it: if replies are small, losing the requests is expensive. */
    private static final int PART_REQUESTS = 250;

    private final LakeStorage lake;
    private final NewestManifests newest;
    private final Manifests manifests;
    private final SourceClient client;
    private final Subject subject;
    private final Entity entity;
    private final RunContext context;

    private final List<Manifest.Request> requests = new ArrayList<>();
    private Standing committed = Standing.START;
    private @Nullable PartWriter open;
    private RequestCounts counted = RequestCounts.NONE;
    private boolean completeListing;
    private int sequence;
    private int parts;
    private int pages;
    private long records;
    private long bytes;

    PartCommits(LakeStorage lake, NewestManifests newest, SourceClient client, Entity entity, RunContext context) {
        this.lake = lake;
        this.newest = newest;
        this.manifests = new Manifests(lake);
        this.client = client;
        this.subject = client.account().subject(entity);
        this.entity = entity;
        this.context = context;
    }

    /** The state of the extraction before this run. */
    Standing begin() throws IOException {
        committed = newest.of(subject).map(Standing::after).orElse(Standing.START);
        return committed;
    }

    /** Notes the first request of a walk, for the next manifest. */
    void asked(Listing listing, Map<String, String> params) {
        requests.add(new Manifest.Request(listing.name(), listing.path(), params));
    }

    /** Adds a page to the open part; one without records only adds a request. */
    void append(Page page, PageBuffer lines) throws IOException {
        pages++;
        if (page.records() == 0) {
            return;
        }
        if (open == null) {
            open = new PartWriter(lake, BronzePaths.part(subject, context.run(), parts + 1));
        }
        open.append(page, lines);
    }

    /** Whether what was read since the last commit is enough for one. */
    boolean isFull() {
        return pages >= PART_REQUESTS || (open != null && open.bytes() >= PART_BYTES);
    }

    /**
     * Makes the open part durable and commits it.
     *
     * @param after the state of the extraction with it
     * @param complete whether the extraction is complete
     * @param listingEnds whether a complete listing has ended
     * @param change the reason, if it is not an extraction
     */
    void commit(Standing after, boolean complete, boolean listingEnds, Manifest.@Nullable Change change)
            throws IOException {
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
                subject.source(),
                subject.scope(),
                subject.entity(),
                context.run().text(),
                ++sequence,
                context.version(),
                entity.apiGeneration(),
                requests,
                committed.listings(),
                after.listings(),
                complete,
                listingEnds,
                lines,
                written,
                since(total),
                context.clock().instant(),
                after.listed(),
                after.backfills(),
                change));
        completeListing |= listingEnds;
        records += lines;
        bytes += written.stream().mapToLong(Part::bytes).sum();
        counted = total;
        committed = after;
        requests.clear();
        pages = 0;
    }

    /** What has been committed so far. */
    Extracted progress() {
        return new Extracted(records, parts, bytes, completeListing, client.counts());
    }

    private RequestCounts since(RequestCounts total) {
        return new RequestCounts(
                total.requests() - counted.requests(),
                total.retries() - counted.retries(),
                total.bytes() - counted.bytes(),
                total.waitedSeconds() - counted.waitedSeconds());
    }

    /** Discards a part that was not committed; it leaves nothing. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
