package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifest.Change;
import com.skyfit.lake.bronze.Manifest.Listed;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes over the parts of one entity and scope that no manifest names, and the watermark that the earlier scripts left beside them (ADR-043).
 * Parts are read, never touched; manifests name them under the runs that read them, so that versions are in the order in which they were read.
 * The work of a killed adoption stays, and the next one does the rest. An adoption adopts once.
 */
public final class Adoption {

    /** What manifests of adoptions give as their change. */
    private static final String ADOPT = "adopt";

    private final LakeStorage lake;
    private final Manifests manifests;
    private final Subject subject;
    private final Entity entity;
    private final RunContext context;
    private final boolean dry;
    private final AdoptionListener listener;

    private final NavigableMap<BronzePaths.ManifestPath, Manifest> written =
            new TreeMap<>(BronzePaths.ManifestPath.IN_ORDER);
    private final List<String> refused = new ArrayList<>();
    private final List<Part> adopted = new ArrayList<>();
    private int known;

    /**
     * Takes what to adopt, and as which run.
     *
     * @param context of the run that adopts
     * @param dry whether nothing is written
     */
    public Adoption(
            LakeStorage lake, ScopedEntity adopted, RunContext context, boolean dry, AdoptionListener listener) {
        this.lake = lake;
        this.manifests = new Manifests(lake);
        this.subject = adopted.subject();
        this.entity = adopted.entity();
        this.context = context;
        this.dry = dry;
        this.listener = listener;
    }

    /**
     * Adopts. The state of extraction follows when all parts have been adopted, and only if nothing but adoptions has written it so far.
     *
     * @param parts all of the entity's in the lake, listed after the watermark was read, so that it covers no part that is not among them
     * @param named the manifests of the entity
     * @throws IOException if the lake cannot be read or written; what was adopted before stays
     * @throws InterruptedException if the thread is interrupted; likewise
     */
    public Adopted run(OldWatermark watermark, List<BronzePaths.PartPath> parts, List<BronzePaths.ManifestPath> named)
            throws IOException, InterruptedException {
        for (BronzePaths.ManifestPath path : named) {
            written.put(path, manifests.read(path.path()));
        }
        for (Map.Entry<RunId, List<BronzePaths.PartPath>> group : byRun(parts).entrySet()) {
            adopt(group.getKey(), group.getValue());
        }
        State state = state(watermark, parts.size());
        Standing standing = newest();
        if (!state.listings().equals(standing.listings())) {
            // A complete listing in progress is abandoned: it would no longer read everything.
            Listed listed = new Listed(standing.listed().in(), null);
            Standing after = new Standing(state.listings(), listed, standing.backfills());
            write(context.run(), standing, after, List.of(), watermark.toString());
        }
        return new Adopted(
                subject,
                adopted.size(),
                adopted.stream().mapToLong(Part::lines).sum(),
                adopted.stream().mapToLong(Part::bytes).sum(),
                known,
                refused,
                watermark.toString(),
                state.listings(),
                state.words());
    }

    private SortedMap<RunId, List<BronzePaths.PartPath>> byRun(List<BronzePaths.PartPath> parts) {
        Set<String> named = new HashSet<>();
        written.values().forEach(manifest -> manifest.parts().forEach(part -> named.add(part.path())));
        SortedMap<RunId, List<BronzePaths.PartPath>> groups = new TreeMap<>();
        for (BronzePaths.PartPath part : parts) {
            Optional<RunId> readIn = RunId.told(part.runId());
            if (named.contains(part.path())) {
                known++;
            } else if (readIn.isEmpty()) {
                refuse(
                        part,
                        "its run_id contains no date and time, so its versions cannot be ordered;"
                                + " copy it to the path of a run_id such as 20260107T060000Z and adopt again");
            } else if (readIn.get().compareTo(context.run()) >= 0) {
                refuse(part, "its run is in the future; correct this machine's clock and adopt again");
            } else {
                groups.computeIfAbsent(readIn.get(), none -> new ArrayList<>()).add(part);
            }
        }
        return groups;
    }

    private void refuse(BronzePaths.PartPath part, String reason) {
        refused.add(part.path() + ": " + reason);
    }

    private void adopt(RunId readIn, List<BronzePaths.PartPath> paths) throws IOException, InterruptedException {
        List<Part> good = new ArrayList<>();
        for (BronzePaths.PartPath path : paths) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted before " + path.path());
            }
            try {
                good.add(PartReader.read(lake, path.path()));
            } catch (NoSuchFileException e) {
                refuse(path, "it disappeared after it was listed; adopt again");
            } catch (IOException e) {
                refuse(
                        path,
                        "it cannot be read (" + e.getMessage()
                                + "); adopt again, and if that fails too, restore it from a copy first");
            }
            listener.part(path);
        }
        if (!good.isEmpty()) {
            adopted.addAll(good);
            Standing standing = after(readIn);
            write(readIn, standing, standing, good, "in run " + context.run());
        }
    }

    private record State(Map<String, ListingState> listings, String words) {}

    /** Where extraction resumes: from the watermark if everything before it is in the lake, else as it would without. */
    private State state(OldWatermark watermark, int parts) {
        Map<String, ListingState> now = newest().listings();
        if (written.values().stream().anyMatch(Adoption::isOwn)) {
            return new State(now, "stays where skyfit left it");
        }
        if (entity.isSnapshot()) {
            return new State(now, "is read completely every time");
        }
        String doubt = doubt(watermark, parts);
        if (!doubt.isEmpty()) {
            return new State(now, (now.isEmpty() ? "begins from the start: " : "stays as adopted before: ") + doubt);
        }
        Map<String, ListingState> states = watermark.states(entity);
        return new State(states, states.equals(now) ? "stays as adopted before" : "resumes from the watermark");
    }

    /** Why extraction does not resume from the watermark; empty text if it does. */
    private String doubt(OldWatermark watermark, int parts) {
        String unusable = watermark.of(entity).doubt();
        if (!unusable.isEmpty()) {
            return unusable;
        }
        if (!refused.isEmpty()) {
            return "parts from before the watermark were not adopted; fix them and adopt again before the next run";
        }
        if (!written.isEmpty()
                && RunId.ORDER.compare(written.lastKey().runId(), context.run().text()) >= 0) {
            return "its newest manifest is of run " + written.lastKey().runId()
                    + ", later than this machine's clock; correct the clock and adopt again";
        }
        return parts == 0 ? "there is no part from before the watermark" : "";
    }

    /** Whether an extraction or an operator has changed the state; an extraction that failed before its first page has not. */
    private static boolean isOwn(Manifest manifest) {
        return manifest.change() == null
                ? manifest.stateAfter().values().stream().anyMatch(state -> !state.equals(ListingState.START))
                : !manifest.change().command().equals(ADOPT);
    }

    private Standing newest() {
        return written.isEmpty()
                ? Standing.START
                : Standing.after(written.lastEntry().getValue());
    }

    /** The state of the extraction at the end of a run; the manifests added to that run keep it. */
    private Standing after(RunId earlier) {
        Map.Entry<BronzePaths.ManifestPath, Manifest> last =
                written.floorEntry(BronzePaths.ManifestPath.of(subject, earlier, Integer.MAX_VALUE));
        return last == null ? Standing.START : Standing.after(last.getValue());
    }

    private void write(RunId into, Standing before, Standing after, List<Part> parts, String reason)
            throws IOException {
        Map.Entry<BronzePaths.ManifestPath, Manifest> last =
                written.floorEntry(BronzePaths.ManifestPath.of(subject, into, Integer.MAX_VALUE));
        int sequence = last == null || !last.getKey().runId().equals(into.text())
                ? 1
                : last.getKey().sequence() + 1;
        BronzePaths.ManifestPath place = BronzePaths.ManifestPath.of(subject, into, sequence);
        Manifest manifest = Manifest.of(place, context, entity, before, after, parts, new Change(ADOPT, reason));
        if (!dry) {
            manifests.write(manifest);
        }
        written.put(place, manifest);
    }
}
