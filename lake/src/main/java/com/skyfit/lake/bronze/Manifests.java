package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectExistsException;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifests of a lake. Reads the lake at each call; keeps nothing. */
public final class Manifests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final LakeStorage lake;

    /** Takes the lake whose manifests are meant. */
    public Manifests(LakeStorage lake) {
        this.lake = lake;
    }

    /**
     * Writes a manifest and with it commits its parts, which must be durable.
     *
     * @return its path
     * @throws ObjectExistsException if the run has one of that sequence already
     */
    public String write(Manifest manifest) throws IOException {
        String path = BronzePaths.manifest(manifest.subject(), new RunId(manifest.runId()), manifest.sequence());
        try (NewObject object = lake.create(path)) {
            object.write(JSON.writeValueAsBytes(manifest));
            object.commit();
        }
        return path;
    }

    /**
     * Reads a manifest.
     *
     * @throws BrokenManifestException if it is not a manifest, or was written in a newer form than this program knows
     * @throws IOException if it is missing or cannot be read
     */
    public Manifest read(String path) throws IOException {
        Manifest manifest;
        try (InputStream in = lake.open(path)) {
            manifest = JSON.readValue(in, Manifest.class);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new BrokenManifestException(
                    "Cannot read manifest " + path + " in " + lake.location() + ": " + e.getOriginalMessage()
                            + "; restore it from a copy of the lake; without it, its parts are not loaded",
                    e);
        }
        if (manifest.formatVersion() > Manifest.FORMAT_VERSION) {
            throw new BrokenManifestException(
                    "Cannot read manifest " + path + ": its format_version " + manifest.formatVersion()
                            + " is newer than this program's " + Manifest.FORMAT_VERSION + "; upgrade skyfit",
                    null);
        }
        return manifest;
    }

    /**
     * Shows the manifests of a source, in no particular order, and holds none of them.
     *
     * @param run how the runs' names begin; a complete name ends with a slash, empty text means all
     */
    public void visit(String source, String run, LakeStorage.Visitor<ManifestPath> visitor) throws IOException {
        lake.visit(BronzePaths.manifests(source) + BronzePaths.RUN + run, object -> {
            Optional<ManifestPath> path = BronzePaths.parseManifest(object.path());
            if (path.isPresent()) {
                visitor.see(path.get());
            }
        });
    }

    /** Shows the names of the runs that left manifests of a source, in no particular order; costs nothing for the manifests themselves. */
    public void visitRuns(String source, LakeStorage.Visitor<String> visitor) throws IOException {
        lake.visitNames(BronzePaths.manifests(source), name -> {
            if (name.startsWith(BronzePaths.RUN)) {
                visitor.see(name.substring(BronzePaths.RUN.length()));
            }
        });
    }

    /** The manifests of a source, by run, then entity, scope and sequence. Holds all of them: for one-time work, or for small lakes. */
    public List<ManifestPath> list(String source) throws IOException {
        List<ManifestPath> found = new ArrayList<>();
        visit(source, "", found::add);
        found.sort(Comparator.comparing(ManifestPath::runId, RunId.ORDER)
                .thenComparing(path -> path.subject().entity())
                .thenComparing(path -> path.subject().scope())
                .thenComparing(ManifestPath::sequence));
        return List.copyOf(found);
    }

    /** All manifests of an entity, newest first. */
    public List<ManifestPath> list(Subject subject) throws IOException {
        return since(subject, "");
    }

    /**
     * The manifests of an entity that runs from a certain one on have left, newest first.
     *
     * @param run the earliest meant; empty text for all
     */
    public List<ManifestPath> since(Subject subject, String run) throws IOException {
        List<ManifestPath> found = new ArrayList<>();
        LakeStorage.Visitor<ManifestPath> ours = path -> {
            if (path.subject().equals(subject) && RunId.ORDER.compare(path.runId(), run) >= 0) {
                found.add(path);
            }
        };
        if (run.isEmpty()) {
            visit(subject.source(), "", ours);
        } else {
            List<String> runs = new ArrayList<>();
            visitRuns(subject.source(), name -> {
                if (RunId.ORDER.compare(name, run) >= 0) {
                    runs.add(name);
                }
            });
            for (String each : runs) {
                lake.visit(
                        BronzePaths.manifests(subject, each),
                        object -> BronzePaths.parseManifest(object.path()).ifPresent(found::add));
            }
        }
        found.sort(ManifestPath.IN_ORDER.reversed());
        return List.copyOf(found);
    }

    /** The newest manifest of an entity: the state of its extraction. To read many, use {@link NewestManifests}. */
    public Optional<Manifest> newest(Subject subject) throws IOException {
        return new NewestManifests(lake).of(subject);
    }
}
