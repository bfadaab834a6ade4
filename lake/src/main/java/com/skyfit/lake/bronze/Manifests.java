package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectExistsException;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifests of a lake. Reads what is there at each call; keeps nothing. */
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
     * @throws IOException if it is missing, is no manifest, or was written in a form newer than this program knows; names it
     */
    public Manifest read(String path) throws IOException {
        Manifest manifest;
        try (InputStream in = lake.open(path)) {
            manifest = JSON.readValue(in, Manifest.class);
        } catch (JacksonException e) {
            throw new IOException(
                    "Cannot read manifest " + path + " in " + lake.location() + ": " + e.getOriginalMessage()
                            + "; restore it from a copy of the lake, its parts are not loaded without it",
                    e);
        }
        if (manifest.formatVersion() > Manifest.FORMAT_VERSION) {
            throw new IOException("Cannot read manifest " + path + ": its format_version " + manifest.formatVersion()
                    + " is newer than this program's " + Manifest.FORMAT_VERSION + "; update skyfit");
        }
        return manifest;
    }

    /** The manifests of a source, by run, then entity, scope and sequence. */
    public List<BronzePaths.ManifestPath> list(String source) throws IOException {
        return lake.list(BronzePaths.manifests(source)).stream()
                .map(object -> BronzePaths.parseManifest(object.path()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(BronzePaths.ManifestPath::runId)
                        .thenComparing(path -> path.subject().entity())
                        .thenComparing(path -> path.subject().scope())
                        .thenComparing(BronzePaths.ManifestPath::sequence))
                .toList();
    }

    /** The manifests of an entity, newest first. */
    public List<BronzePaths.ManifestPath> list(Subject subject) throws IOException {
        return list(subject.source()).stream()
                .filter(path -> path.subject().equals(subject))
                .sorted(Comparator.comparing(BronzePaths.ManifestPath::runId)
                        .thenComparing(BronzePaths.ManifestPath::sequence)
                        .reversed())
                .toList();
    }

    /** The newest manifest of an entity: the state of its extraction. */
    public Optional<Manifest> newest(Subject subject) throws IOException {
        List<BronzePaths.ManifestPath> all = list(subject);
        return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(0).path()));
    }
}
