package com.skyfit.lake.operations;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifest.Change;
import com.skyfit.lake.bronze.Manifest.Listed;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.run.result.ExitCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of extraction's state by an operator. Each is a manifest without parts: the newest one is the state, and those before it stay
 * (ADR-041). Each is a separate run, by the one writer.
 */
public final class StateChanges {

    private final Manifests manifests;
    private final WriterRun writer;

    /** Changes the state in that lake; each change is a run of that writer. */
    public StateChanges(LakeStorage lake, WriterRun writer) {
        this.manifests = new Manifests(lake);
        this.writer = writer;
    }

    /**
     * Makes extraction resume from there. A sweep in progress is abandoned: it would no longer read everything.
     *
     * @param listings the new states by listing; other listings keep theirs
     * @param reason in the operator's words; empty text for none
     * @return what was written
     * @throws LockedException if another run is active; nothing was done
     */
    public Manifest set(ScopedEntity entity, Map<String, ListingState> listings, String reason)
            throws LockedException, IOException, SQLException, InterruptedException {
        return write(entity, new Change("state set", reason), before -> {
            Map<String, ListingState> after = new HashMap<>(before.listings());
            after.putAll(listings);
            return new Standing(after, new Listed(before.listed().in(), null), before.backfills());
        });
    }

    /**
     * Restores the state before a run. Records read since stay, and are read again. An undo can itself be undone.
     *
     * @param run the run; null for the newest that left a manifest of the subject
     * @param reason in the operator's words; empty text for none
     * @return what was written
     * @throws LockedException if another run is active; nothing was done
     * @throws IllegalArgumentException if the run left no manifest of the subject
     */
    public Manifest undo(ScopedEntity entity, @Nullable RunId run, String reason)
            throws LockedException, IOException, SQLException, InterruptedException {
        return write(entity, new Change("state undo", reason), before -> {
            Standing restored = before(entity, run);
            return new Standing(
                    restored.listings(),
                    new Listed(before.listed().in(), restored.listed().began()),
                    before.backfills());
        });
    }

    private Standing before(ScopedEntity entity, @Nullable RunId run) throws IOException {
        List<BronzePaths.ManifestPath> newestFirst = manifests.list(entity.subject());
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException(entity + " has no state yet: there is nothing to undo");
        }
        String undone = run == null ? newestFirst.get(0).runId() : run.text();
        if (newestFirst.stream().noneMatch(path -> path.runId().equals(undone))) {
            throw new IllegalArgumentException("Run " + undone + " wrote no manifest of " + entity
                    + "; 'skyfit state history' lists those that did");
        }
        for (BronzePaths.ManifestPath path : newestFirst) {
            if (RunId.ORDER.compare(path.runId(), undone) < 0) {
                return Standing.after(manifests.read(path.path()));
            }
        }
        return Standing.START;
    }

    /** What follows from where extraction stands. */
    private interface Following {
        Standing of(Standing before) throws IOException;
    }

    private Manifest write(ScopedEntity entity, Change change, Following following)
            throws LockedException, IOException, SQLException, InterruptedException {
        WriterRun.Work<Manifest, IOException> work = (context, lock) -> {
            Manifest manifest = manifest(entity, context, change, following);
            manifests.write(manifest);
            return manifest;
        };
        return writer.run(change.command(), work, done -> ExitCode.OK);
    }

    private Manifest manifest(ScopedEntity entity, RunContext context, Change change, Following following)
            throws IOException {
        Manifest newest = manifests.newest(entity.subject()).orElse(null);
        if (newest != null && RunId.ORDER.compare(newest.runId(), context.run().text()) >= 0) {
            throw new IOException("Cannot change the state of " + entity + ": its newest manifest is of run "
                    + newest.runId() + ", later than this machine's clock; correct the clock");
        }
        Standing before = newest == null ? Standing.START : Standing.after(newest);
        Standing after = following.of(before);
        BronzePaths.ManifestPath place = BronzePaths.ManifestPath.of(entity.subject(), context.run(), 1);
        return Manifest.of(place, context, entity.entity(), before, after, List.of(), change);
    }
}
