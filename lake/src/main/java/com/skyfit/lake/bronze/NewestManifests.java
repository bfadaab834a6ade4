package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * The newest manifest of each entity, as they are when a source is asked about for the first time: for one run, or one command. Goes back in time
 * only as far as needed, and lists nothing twice, whoever asks; so its cost does not grow with the lake's age, but for entities that have no
 * manifest at all. Safe for use by several threads.
 */
public final class NewestManifests {

    /** Most entities are found in this many runs; older ones are searched by the day, month and year of the newest, then everywhere. */
    private static final int RUNS_ONE_BY_ONE = 8;

    private static final int[] DAY_MONTH_YEAR_EVER = {8, 6, 4, 0};

    private final Manifests manifests;
    private final Map<String, Search> searches = new HashMap<>();

    public NewestManifests(LakeStorage lake) {
        this.manifests = new Manifests(lake);
    }

    /** The newest manifest of an entity: the state of its extraction. */
    public Optional<Manifest> of(Subject subject) throws IOException {
        Optional<ManifestPath> path = path(subject);
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(manifests.read(path.get().path()));
    }

    /** Where it is. */
    public synchronized Optional<ManifestPath> path(Subject subject) throws IOException {
        Search search = searches.get(subject.source());
        if (search == null) {
            search = new Search(subject.source());
            searches.put(subject.source(), search);
        }
        return search.find(subject);
    }

    /** How far back one source has been searched. */
    private final class Search {
        private final String source;
        private final Map<Subject, ManifestPath> found = new HashMap<>();

        /** How the names of the runs to read next begin; each covers the newest of all runs not read yet. */
        private final Queue<String> ahead = new ArrayDeque<>();

        Search(String source) throws IOException {
            this.source = source;
            TreeSet<String> newest = new TreeSet<>(RunId.ORDER);
            manifests.visitRuns(source, run -> {
                newest.add(run);
                if (newest.size() > RUNS_ONE_BY_ONE) {
                    newest.pollFirst();
                }
            });
            for (String run : newest.descendingSet()) {
                ahead.add(run + "/");
            }
            if (newest.size() == RUNS_ONE_BY_ONE) {
                for (int length : DAY_MONTH_YEAR_EVER) {
                    ahead.add(newest.last()
                            .substring(0, Math.min(length, newest.last().length())));
                }
            }
        }

        Optional<ManifestPath> find(Subject subject) throws IOException {
            while (!found.containsKey(subject) && !ahead.isEmpty()) {
                Map<Subject, ManifestPath> here = new HashMap<>();
                manifests.visit(
                        source,
                        ahead.element(),
                        path -> here.merge(path.subject(), path, BinaryOperator.maxBy(ManifestPath.IN_ORDER)));
                here.forEach(found::putIfAbsent);
                ahead.remove();
            }
            return Optional.ofNullable(found.get(subject));
        }
    }
}
