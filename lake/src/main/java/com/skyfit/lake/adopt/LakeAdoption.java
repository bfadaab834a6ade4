package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.BronzePaths.PartPath;
import com.skyfit.lake.bronze.LakeObject;
import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.ExitCode;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.run.RunLedger;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes over a lake that the earlier scripts wrote: everything that lies there under the paths of parts and no manifest names, entity by
 * entity, and where they had got to (ADR-043). A run of its own, by the one writer. Asks no source.
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
     * What an adoption came to.
     *
     * @param runId its name; in an adoption that was only looked at the one it would have had
     * @param adopted where there was something of the scripts, in the order of the catalog
     * @param leftAlone what else lies among parts and watermarks, each with the reason
     */
    public record Report(RunId runId, List<Adopted> adopted, List<String> leftAlone) {

        public Report {
            adopted = List.copyOf(adopted);
            leftAlone = List.copyOf(leftAlone);
        }

        /** What the process should say: a part that is not adopted is a failure. */
        public ExitCode exitCode() {
            return adopted.stream().allMatch(each -> each.refused().isEmpty()) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /**
     * Adopts.
     *
     * @throws LockedException if another run is at work; nothing was done
     * @throws IOException if the lake cannot be read or written; what was adopted before stays, and the next adoption does the rest
     * @throws InterruptedException if the thread is interrupted; likewise
     */
    public Report adopt(Warehouse warehouse, Selection selection)
            throws LockedException, IOException, SQLException, InterruptedException {
        WriterLock held = Pipeline.lock(warehouse);
        try (held) {
            RunLedger ledger = new RunLedger(warehouse);
            RunId run = ledger.start("adopt", version, clock.instant());
            MDC.put(Pipeline.RUN_ID, run.text());
            ExitCode code = ExitCode.FAILED;
            try {
                Report report = adopt(run, selection, false);
                code = report.exitCode();
                return report;
            } catch (InterruptedException e) {
                code = ExitCode.INTERRUPTED;
                throw e;
            } finally {
                ledger.finish(run, code, clock.instant());
                MDC.remove(Pipeline.RUN_ID);
            }
        }
    }

    /**
     * Reads everything as {@link #adopt} would, and writes nothing.
     *
     * @throws IOException if the lake cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public Report look(Selection selection) throws IOException, InterruptedException {
        return adopt(RunId.at(clock.instant()), selection, true);
    }

    private Report adopt(RunId run, Selection selection, boolean dry) throws IOException, InterruptedException {
        Set<String> noted = new TreeSet<>();
        for (Source source : configuration.catalog().sources()) {
            lake.list(BronzePaths.oldWatermarks(source.name())).forEach(object -> noted.add(object.path()));
        }
        List<Subject> subjects = configuration.subjects(selection);
        // Before the parts: where scripts are still at work, all that a watermark stands for must be among the parts
        // listed after it.
        Map<Subject, OldWatermark> watermarks = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            watermarks.put(
                    subject,
                    OldWatermark.read(
                            lake,
                            subject.source().name(),
                            subject.scope(),
                            subject.entity().name(),
                            clock.instant()));
        }
        Found found = find();
        found.leftAlone.addAll(foreign(noted));
        Map<String, List<ManifestPath>> manifests = manifests(selection);
        List<Adopted> adopted = new ArrayList<>();
        for (Map.Entry<Subject, OldWatermark> each : watermarks.entrySet()) {
            Subject subject = each.getKey();
            Adopted one = new Adoption(
                            lake,
                            subject.source().name(),
                            subject.scope(),
                            subject.entity(),
                            run,
                            version,
                            clock,
                            dry,
                            listener)
                    .run(
                            each.getValue(),
                            found.parts.getOrDefault(subject.toString(), List.of()),
                            manifests.getOrDefault(subject.toString(), List.of()));
            if (one.parts() > 0 || !one.refused().isEmpty() || noted.contains(watermark(subject))) {
                adopted.add(one);
                tell(one);
            }
        }
        return new Report(run, adopted, found.leftAlone);
    }

    private static String watermark(Subject subject) {
        return BronzePaths.oldWatermark(
                subject.source().name(), subject.scope(), subject.entity().name());
    }

    private static String name(String source, String scope, String entity) {
        return source + "." + scope + "." + entity;
    }

    private Map<String, List<ManifestPath>> manifests(Selection selection) throws IOException {
        Map<String, List<ManifestPath>> manifests = new HashMap<>();
        for (Source source : configuration.catalog().sources()) {
            if (selection.includes(source)) {
                for (ManifestPath path : new Manifests(lake).list(source.name())) {
                    manifests
                            .computeIfAbsent(
                                    name(path.source(), path.scope(), path.entity()), none -> new ArrayList<>())
                            .add(path);
                }
            }
        }
        return manifests;
    }

    /** What lies in the folder of parts: parts by subject, and what belongs to none. */
    private static final class Found {
        private final Map<String, List<PartPath>> parts = new HashMap<>();
        private final List<String> leftAlone = new ArrayList<>();
    }

    private Found find() throws IOException {
        Found found = new Found();
        Set<String> known = new HashSet<>();
        configured().forEach(subject -> known.add(subject.toString()));
        Map<String, Integer> foreign = new TreeMap<>();
        for (LakeObject object : lake.list(BronzePaths.PARTS)) {
            Optional<PartPath> part = BronzePaths.parsePart(object.path());
            String subject = part.map(path -> name(path.source(), path.scope(), path.entity()))
                    .orElse("");
            if (known.contains(subject)) {
                found.parts.computeIfAbsent(subject, none -> new ArrayList<>()).add(part.orElseThrow());
            } else if (part.isPresent()) {
                foreign.merge(subject + " is not in the catalog, or its scope not in the settings", 1, Integer::sum);
            } else {
                String folder = object.path().substring(0, object.path().lastIndexOf('/') + 1);
                foreign.merge(folder + " has objects whose paths are not those of parts", 1, Integer::sum);
            }
        }
        foreign.forEach((what, objects) -> found.leftAlone.add(what + " (objects: " + objects + ")"));
        return found;
    }

    /** Watermarks that belong to nothing that is configured. */
    private List<String> foreign(Set<String> noted) {
        Set<String> foreign = new TreeSet<>(noted);
        configured().forEach(subject -> foreign.remove(watermark(subject)));
        return foreign.stream()
                .map(path -> path + " is of no entity of the catalog and scope of the settings")
                .toList();
    }

    private List<Subject> configured() {
        return configuration.subjects(Selection.ALL);
    }

    private void tell(Adopted one) {
        for (String refused : one.refused()) {
            LOG.error("event=part_refused reason=\"{}\"", refused);
        }
        LOG.info(
                "event=adopted source={} scope={} entity={} parts={} lines={} bytes={} refused={} watermark=\"{}\" state=\"{}\"",
                one.source(),
                one.scope(),
                one.entity(),
                one.parts(),
                one.lines(),
                one.bytes(),
                one.refused().size(),
                one.watermark(),
                one.state());
        listener.adopted(one);
    }
}
