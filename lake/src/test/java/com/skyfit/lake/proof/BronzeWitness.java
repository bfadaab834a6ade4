package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.simulator.world.TrueRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at a lake again and again while it grows, and remembers all that it saw. Trusts nothing but bytes. */
final class BronzeWitness {

    private static final Comparator<Manifest> NEWEST_LAST =
            Comparator.comparing(Manifest::runId).thenComparing(Manifest::sequence);

    private final LakeStorage lake;
    private final Catalog catalog;
    private final Map<String, Long> objects = new TreeMap<>();
    private final Map<String, Long> committed = new TreeMap<>();
    private final Set<String> manifests = new HashSet<>();
    private final Map<String, Manifest> newest = new HashMap<>();
    private final Set<String> readToTheEnd = new HashSet<>();
    private final Map<String, Instant> seen = new HashMap<>();

    BronzeWitness(LakeStorage lake, Catalog catalog) {
        this.lake = lake;
        this.catalog = catalog;
    }

    /** What no death of a run may break: objects stay, manifests name what is there, states claim what is there. */
    void look(List<TrueRecord> truth) throws Exception {
        Map<String, Long> found = new TreeMap<>();
        for (LakeObject object : lake.list("")) {
            found.put(object.path(), object.bytes());
        }
        assertThat(found).as("objects stay as they are").containsAllEntriesOf(objects);
        objects.putAll(found);
        for (Source source : catalog.sources()) {
            for (ManifestPath path : new Manifests(lake).list(source.name())) {
                if (manifests.add(path.path())) {
                    read(path, source.entity(path.subject().entity()));
                }
            }
        }
        assertThat(beyondWhatIsDurable(truth))
                .as("records behind a watermark that bronze lacks")
                .isEmpty();
    }

    private void read(ManifestPath path, Entity entity) throws Exception {
        Manifest manifest = new Manifests(lake).read(path.path());
        for (Part part : manifest.parts()) {
            byte[] bytes = bytes(part);
            assertThat(BronzeFixture.sha256(bytes))
                    .as("hash of %s", part.path())
                    .isEqualTo(part.sha256());
            List<String> lines = lines(bytes);
            assertThat((long) lines.size()).as("lines of %s", part.path()).isEqualTo(part.lines());
            assertThat(committed.put(part.path(), part.lines()))
                    .as("%s is named once", part.path())
                    .isNull();
            for (String line : lines) {
                remember(path.subject().toString(), entity, JsonMapper.shared().readTree(line));
            }
        }
        String subject = path.subject().toString();
        newest.merge(subject, manifest, BinaryOperator.maxBy(NEWEST_LAST));
        if (manifest.complete()) {
            readToTheEnd.add(subject);
        }
    }

    private byte[] bytes(Part part) throws IOException {
        try (InputStream in = lake.open(part.path())) {
            return in.readAllBytes();
        }
    }

    private static List<String> lines(byte[] zipped) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void remember(String subject, Entity entity, JsonNode record) {
        String key = subject + "|" + record.path(entity.key()).asString();
        seen.merge(key, time(entity, record), (old, other) -> old.isAfter(other) ? old : other);
    }

    /** The source's time of a record; of what is read completely every time it does not matter. */
    private static Instant time(Entity entity, JsonNode record) {
        if (entity.isSnapshot()) {
            return Instant.MIN;
        }
        return entity.version().stream()
                .map(path -> record.path(path.field()).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> text.matches("\\d+") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text))
                .orElse(Instant.MIN);
    }

    /** True records that changed before the position of all walks of their entity, and that no committed line shows in that state. */
    private List<TrueRecord> beyondWhatIsDurable(List<TrueRecord> truth) {
        return truth.stream()
                .filter(record -> !record.deleted())
                .filter(record -> watermark(record)
                        .filter(watermark -> !record.updatedAt().isAfter(watermark))
                        .isPresent())
                .filter(record -> lastSeen(record)
                        .filter(time -> !time.isBefore(record.updatedAt()))
                        .isEmpty())
                .toList();
    }

    /** Of the listing that is furthest behind. Listings without one were empty when the entity was first read to its end. */
    private Optional<Instant> watermark(TrueRecord record) {
        String subject = new Subject(record.source(), record.scope(), record.entity()).toString();
        Manifest manifest = newest.get(subject);
        if (manifest == null
                || !readToTheEnd.contains(subject)
                || catalog.source(record.source()).entity(record.entity()).isSnapshot()) {
            return Optional.empty();
        }
        return manifest.stateAfter().values().stream()
                .map(ListingState::watermark)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    /** The newest time that committed lines show of a record; empty if none shows it. */
    Optional<Instant> lastSeen(TrueRecord record) {
        return Optional.ofNullable(seen.get(
                new Subject(record.source(), record.scope(), record.entity()).toString() + "|" + record.key()));
    }

    /** Every part that a manifest names, with its lines. */
    Map<String, Long> committed() {
        return committed;
    }

    int manifests() {
        return manifests.size();
    }

    /** Parts that no manifest names. */
    long orphans() {
        return objects.keySet().stream()
                .filter(path -> path.startsWith("bronze/") && !committed.containsKey(path))
                .count();
    }
}
