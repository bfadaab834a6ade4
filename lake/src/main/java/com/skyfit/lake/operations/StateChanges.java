package com.skyfit.lake.operations;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifest.Change;
import com.skyfit.lake.bronze.Manifest.Listed;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.run.ExitCode;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.run.RunLedger;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of extraction's state by an operator. Each is a manifest without parts: the newest one is the state, and those before it stay
 * (ADR-041). Each is a run of its own, by the one writer.
 */
public final class StateChanges {

    private final Manifests manifests;
    private final Warehouse warehouse;
    private final String version;
    private final InstantSource clock;

    /**
     * Takes where to write.
     *
     * @param version of the program, recorded with the run and in manifests
     * @param clock of this machine
     */
    public StateChanges(LakeStorage lake, Warehouse warehouse, String version, InstantSource clock) {
        this.manifests = new Manifests(lake);
        this.warehouse = warehouse;
        this.version = version;
        this.clock = clock;
    }

    /**
     * Lets extraction go on from there. A sweep that is under way is given up: it would no longer read everything.
     *
     * @param listings the new states by listing; other listings keep theirs
     * @param reason in the words of who asks; empty text for none
     * @return what was written
     * @throws LockedException if another run is at work; nothing was done
     */
    public Manifest set(Subject subject, Map<String, ListingState> listings, String reason)
            throws LockedException, IOException, SQLException {
        return write(subject, new Change("state set", reason), before -> {
            Map<String, ListingState> after = new HashMap<>(before.listings());
            after.putAll(listings);
            return new Standing(after, new Listed(before.listed().in(), null), before.backfills());
        });
    }

    /**
     * Restores the state that was before a run. What was read since stays, and is read again. Undone itself, it brings back what was.
     *
     * @param run the run; null for the newest that left a manifest of the subject
     * @param reason in the words of who asks; empty text for none
     * @return what was written
     * @throws LockedException if another run is at work; nothing was done
     * @throws IllegalArgumentException if the run left no manifest of the subject
     */
    public Manifest undo(Subject subject, @Nullable RunId run, String reason)
            throws LockedException, IOException, SQLException {
        return write(subject, new Change("state undo", reason), before -> {
            Standing restored = before(subject, run);
            return new Standing(
                    restored.listings(),
                    new Listed(before.listed().in(), restored.listed().began()),
                    before.backfills());
        });
    }

    private Standing before(Subject subject, @Nullable RunId run) throws IOException {
        List<BronzePaths.ManifestPath> newestFirst = manifests.list(
                subject.source().name(), subject.scope(), subject.entity().name());
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException(subject + " has no state yet: there is nothing to undo");
        }
        String undone = run == null ? newestFirst.get(0).runId() : run.text();
        if (newestFirst.stream().noneMatch(path -> path.runId().equals(undone))) {
            throw new IllegalArgumentException("Run " + undone + " left no manifest of " + subject
                    + "; skyfit state history lists those that did");
        }
        for (BronzePaths.ManifestPath path : newestFirst) {
            if (path.runId().compareTo(undone) < 0) {
                return Standing.after(manifests.read(path.path()));
            }
        }
        return Standing.START;
    }

    /** What follows from where extraction stands. */
    private interface Following {
        Standing of(Standing before) throws IOException;
    }

    private Manifest write(Subject subject, Change change, Following following)
            throws LockedException, IOException, SQLException {
        WriterLock held = Pipeline.lock(warehouse);
        try (held) {
            RunLedger ledger = new RunLedger(warehouse);
            RunId run = ledger.start(change.command(), version, clock.instant());
            ExitCode code = ExitCode.FAILED;
            try {
                Manifest manifest = manifest(subject, run, change, following);
                manifests.write(manifest);
                code = ExitCode.OK;
                return manifest;
            } finally {
                ledger.finish(run, code, clock.instant());
            }
        }
    }

    private Manifest manifest(Subject subject, RunId run, Change change, Following following) throws IOException {
        Manifest newest = manifests
                .newest(
                        subject.source().name(),
                        subject.scope(),
                        subject.entity().name())
                .orElse(null);
        if (newest != null && newest.runId().compareTo(run.text()) >= 0) {
            throw new IOException("Cannot change the state of " + subject + ": its newest manifest is of run "
                    + newest.runId() + ", later than this machine's clock says; set the clock");
        }
        Standing before = newest == null ? Standing.START : Standing.after(newest);
        Standing after = following.of(before);
        return Manifest.of(
                subject.source().name(),
                subject.scope(),
                subject.entity(),
                run,
                1,
                version,
                before,
                after,
                List.of(),
                clock.instant(),
                change);
    }
}
