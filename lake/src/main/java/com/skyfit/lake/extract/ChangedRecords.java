package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds in bronze which records of an entity have changed, so that lists that exist for each record need be requested for those only
 * (ADR-064). Reads bronze at each call; keeps nothing.
 */
public final class ChangedRecords {

    private static final long LIVE = 1;
    private static final long DELETED = 0;

    private final LakeStorage lake;
    private final Manifests manifests;
    private final Subject subject;
    private final Entity entity;

    /**
     * Takes whose records are meant.
     *
     * @param source its name
     * @param entity keyed by whole numbers
     */
    public ChangedRecords(LakeStorage lake, String source, String scope, Entity entity) {
        this.lake = lake;
        this.manifests = new Manifests(lake);
        this.subject = new Subject(source, scope, entity.name());
        this.entity = entity;
    }

    /** The path of the entity's newest manifest; null before the first. */
    public @Nullable String newest() throws IOException {
        return new NewestManifests(lake).path(subject).map(ManifestPath::path).orElse(null);
    }

    /**
     * The keys of records that changed, ascending. A record has changed if it was not read before, has a later time than it did then
     * or none, or changed so shortly before that the source may have shown it only in part. Deleted ones are left out: they have no lists.
     *
     * @param after path of the manifest up to which all is known; null for none
     * @param until path of the manifest up to which changes are meant
     * @throws IOException if a manifest or part cannot be read; names it
     */
    public long[] keys(@Nullable String after, String until) throws IOException {
        if (after != null && BronzePaths.parseManifest(after).isEmpty()) {
            // The cursor of a separate list, from before the catalog described one for each record.
            return keys(null, until);
        }
        // All records there were are in the parts since the newest complete listing began.
        Manifest last = after == null ? null : manifests.read(after);
        String listedIn = last == null ? null : last.listed().in();
        List<ManifestPath> oldestFirst = manifests.since(subject, listedIn == null ? "" : listedIn).stream()
                .sorted(ManifestPath.IN_ORDER)
                .toList();
        Known known = last == null || after == null
                ? new Known(new LongMap(), Long.MAX_VALUE)
                : known(oldestFirst, after, last);
        LongMap met = new LongMap();
        for (ManifestPath path : oldestFirst) {
            if (after == null || isLater(path, after)) {
                note(path, !isLater(path, until), known, met);
            }
        }
        return met.keysOf(state -> state == LIVE);
    }

    /**
     * For how many records a walk from that state would request the lists.
     *
     * @param state of a listing that there is for each of the records
     */
    public long unasked(ListingState state) throws IOException {
        String newest = newest();
        ListingState.Round round = state.walk() == null ? null : state.walk().round();
        String until = round == null ? state.cursor() : round.until();
        long left = round == null
                ? 0
                : LongStream.of(keys(state.cursor(), round.until()))
                        .filter(key -> key >= round.key())
                        .count();
        return newest == null || newest.equals(until) ? left : left + keys(until, newest).length;
    }

    /** Later lines only show what has been deleted since. */
    private void note(ManifestPath path, boolean meant, Known known, LongMap met) throws IOException {
        for (Part part : manifests.read(path.path()).parts()) {
            try (PartRecords records = new PartRecords(lake, part, entity)) {
                while (records.next()) {
                    if (records.isDeleted()) {
                        met.put(records.key(), DELETED);
                    } else if (meant && known.isOutdatedBy(records)) {
                        met.put(records.key(), LIVE);
                    }
                }
            } catch (IOException e) {
                throw new IOException("Cannot read " + part.path() + ": " + FailureText.of(e), e);
            }
        }
    }

    private Known known(List<ManifestPath> oldestFirst, String upTo, Manifest last) throws IOException {
        LongMap times = new LongMap();
        long newest = Long.MIN_VALUE;
        for (ManifestPath path : oldestFirst) {
            if (isLater(path, upTo)) {
                continue;
            }
            for (Part part : manifests.read(path.path()).parts()) {
                newest = Math.max(newest, noteTimes(part, times));
            }
        }
        // A record with a future time must not make all others look old.
        long present = Math.min(newest, last.committedAt().toEpochMilli());
        return new Known(
                times, present == Long.MIN_VALUE ? present : present - overlap().toMillis());
    }

    private long noteTimes(Part part, LongMap times) throws IOException {
        long newest = Long.MIN_VALUE;
        try (PartRecords records = new PartRecords(lake, part, entity)) {
            while (records.next()) {
                Instant time = records.time();
                if (time == null) {
                    continue;
                }
                newest = Math.max(newest, time.toEpochMilli());
                long known = times.get(records.key(), Long.MIN_VALUE);
                // One that comes back was not asked for while it was deleted.
                times.put(records.key(), records.isDeleted() ? Long.MIN_VALUE : Math.max(known, time.toEpochMilli()));
            }
        } catch (IOException e) {
            throw new IOException("Cannot read " + part.path() + ": " + FailureText.of(e), e);
        }
        return newest;
    }

    private Duration overlap() {
        return entity.listings().stream()
                .map(Listing::incremental)
                .map(Incremental::overlap)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static boolean isLater(ManifestPath path, String than) {
        ManifestPath other = BronzePaths.parseManifest(than)
                .orElseThrow(() -> new IllegalArgumentException("No path of a manifest: " + than));
        return ManifestPath.IN_ORDER.compare(path, other) > 0;
    }

    /**
     * What was known of an entity's records.
     *
     * @param times by key, the newest time in milliseconds since 1970
     * @param recent from that time on, the known records may be incomplete
     */
    private record Known(LongMap times, long recent) {

        boolean isOutdatedBy(PartRecords record) {
            Instant time = record.time();
            return time == null
                    || time.toEpochMilli() >= recent
                    || time.toEpochMilli() > times.get(record.key(), Long.MIN_VALUE);
        }
    }
}
