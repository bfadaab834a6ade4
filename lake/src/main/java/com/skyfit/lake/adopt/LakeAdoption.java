package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.BronzePaths.PartPath;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a lake that the earlier scripts wrote: everything stored under the paths of parts that no manifest names, entity by
 * entity, and their positions (ADR-043). A separate run, by the one writer. Sends no request to a source.
 */
public final class LakeAdoption {

    private static final Logger LOG = LoggerFactory.getLogger(LakeAdoption.class);

    private final Configuration configuration;
    private final LakeStorage lake;
    private final String version;
    private final InstantSource clock;
    private final AdoptionListener listener;

    /**
     * Takes what to adopt.
     *
     * @param version of the program, recorded with the run and in manifests
     * @param clock of this machine
     */
    public LakeAdoption(Configuration configuration, String version, InstantSource clock, AdoptionListener listener) {
        this.configuration = configuration;
        this.lake = configuration.lake();
        this.version = version;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * The result of an adoption.
     *
     * @param runId its name; in a dry run the one it would have had
     * @param adopted entities with parts or watermarks of the scripts, in the order of the catalog
     * @param leftAlone other objects among parts and watermarks, each with the reason
     */
    public record Report(RunId runId, List<Adopted> adopted, List<String> leftAlone) {

        public Report {
            adopted = List.copyOf(adopted);
            leftAlone = List.copyOf(leftAlone);
        }

        /** The exit code: a part that is not adopted is a failure. */
        public ExitCode exitCode() {
            return adopted.stream().allMatch(each -> each.refused().isEmpty()) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /**
     * Adopts.
     *
     * @throws LockedException if another run is active; nothing was done
     * @throws IOException if the lake cannot be read or written; what was adopted before stays, and the next adoption does the rest
     * @throws InterruptedException if the thread is interrupted; likewise
     */
    public Report adopt(Warehouse warehouse, Selection selection)
            throws LockedException, IOException, SQLException, InterruptedException {
        WriterRun.Work<Report, IOException> work = (context, lock) -> adopt(context, selection, false);
        return new WriterRun(warehouse, lake, version, clock).run("adopt", work, Report::exitCode);
    }

    /**
     * Reads everything as {@link #adopt} would, and writes nothing.
     *
     * @throws IOException if the lake cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public Report look(Selection selection) throws IOException, InterruptedException {
        return adopt(new RunContext(RunId.at(clock.instant()), version, clock), selection, true);
    }

    private Report adopt(RunContext context, Selection selection, boolean dry)
            throws IOException, InterruptedException {
        Set<String> noted = new TreeSet<>();
        for (Source source : configuration.catalog().sources()) {
            lake.list(BronzePaths.oldWatermarks(source.name())).forEach(object -> noted.add(object.path()));
        }
        // Before the parts: if scripts are still running, everything before a watermark must be among the parts
        // listed after it.
        Map<ScopedEntity, OldWatermark> watermarks = new LinkedHashMap<>();
        for (ScopedEntity entity : configuration.subjects(selection)) {
            watermarks.put(entity, OldWatermark.read(lake, entity.subject(), clock.instant()));
        }
        Found found = find();
        found.leftAlone.addAll(foreign(noted));
        Map<Subject, List<ManifestPath>> manifests = manifests(selection);
        List<Adopted> adopted = new ArrayList<>();
        for (Map.Entry<ScopedEntity, OldWatermark> each : watermarks.entrySet()) {
            Subject subject = each.getKey().subject();
            Adopted one = new Adoption(lake, each.getKey(), context, dry, listener)
                    .run(
                            each.getValue(),
                            found.parts.getOrDefault(subject, List.of()),
                            manifests.getOrDefault(subject, List.of()));
            if (one.parts() > 0 || !one.refused().isEmpty() || noted.contains(BronzePaths.oldWatermark(subject))) {
                adopted.add(one);
                tell(one);
            }
        }
        return new Report(context.run(), adopted, found.leftAlone);
    }

    private Map<Subject, List<ManifestPath>> manifests(Selection selection) throws IOException {
        Map<Subject, List<ManifestPath>> manifests = new HashMap<>();
        for (Source source : configuration.catalog().sources()) {
            if (selection.includes(source)) {
                for (ManifestPath path : new Manifests(lake).list(source.name())) {
                    manifests
                            .computeIfAbsent(path.subject(), none -> new ArrayList<>())
                            .add(path);
                }
            }
        }
        return manifests;
    }

    /** The objects in the folder of parts: parts by subject, and objects that belong to none. */
    private static final class Found {
        private final Map<Subject, List<PartPath>> parts = new HashMap<>();
        private final List<String> leftAlone = new ArrayList<>();
    }

    private Found find() throws IOException {
        Found found = new Found();
        Set<Subject> known = configured();
        Map<String, Integer> foreign = new TreeMap<>();
        for (LakeObject object : lake.list(BronzePaths.PARTS)) {
            Optional<PartPath> part = BronzePaths.parsePart(object.path());
            if (part.isEmpty()) {
                String folder = object.path().substring(0, object.path().lastIndexOf('/') + 1);
                foreign.merge(folder + " has objects whose paths are not paths of parts", 1, Integer::sum);
                continue;
            }
            Subject subject = part.get().subject();
            if (known.contains(subject)) {
                found.parts.computeIfAbsent(subject, none -> new ArrayList<>()).add(part.get());
            } else {
                foreign.merge(subject + " is not in the catalog, or its scope is not in the settings", 1, Integer::sum);
            }
        }
        foreign.forEach((what, objects) -> found.leftAlone.add(what + " (objects: " + objects + ")"));
        return found;
    }

    /** Watermarks that belong to nothing that is configured. */
    private List<String> foreign(Set<String> noted) {
        Set<String> foreign = new TreeSet<>(noted);
        configured().forEach(subject -> foreign.remove(BronzePaths.oldWatermark(subject)));
        return foreign.stream()
                .map(path -> path + " belongs to no entity of the catalog and scope of the settings")
                .toList();
    }

    private Set<Subject> configured() {
        return configuration.subjects(Selection.ALL).stream()
                .map(ScopedEntity::subject)
                .collect(Collectors.toSet());
    }

    private void tell(Adopted one) {
        for (String refused : one.refused()) {
            LOG.error("event=part_refused reason=\"{}\"", refused);
        }
        LOG.info(
                "event=adopted source={} scope={} entity={} parts={} lines={} bytes={} refused={} watermark=\"{}\" state=\"{}\"",
                one.subject().source(),
                one.subject().scope(),
                one.subject().entity(),
                one.parts(),
                one.lines(),
                one.bytes(),
                one.refused().size(),
                one.watermark(),
                one.state());
        listener.adopted(one);
    }
}
