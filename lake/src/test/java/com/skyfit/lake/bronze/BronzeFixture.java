package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Lays lines down as committed bronze, the way an extraction would. */
public final class BronzeFixture {

    private final LakeStorage lake;

    public BronzeFixture(LakeStorage lake) {
        this.lake = lake;
    }

    /** One part with these lines and the manifest that commits it, as everything that the run read. */
    public void commit(
            String source, String scope, String entity, String runId, boolean completeListing, List<String> lines)
            throws IOException {
        commit(source, scope, entity, runId, 1, completeListing, lines);
    }

    /** The same, where it ends a complete listing that began in an earlier run. */
    public void commitListingSince(
            String source, String scope, String entity, String began, String runId, List<String> lines)
            throws IOException {
        Part part = part(source, scope, entity, runId, 1, gzip(lines), lines.size());
        manifest(source, scope, entity, runId, 1, began, List.of(part), lines.size());
    }

    /** The same as one of several commits of a run; its part has the number of the commit. */
    public void commit(
            String source,
            String scope,
            String entity,
            String runId,
            int sequence,
            boolean completeListing,
            List<String> lines)
            throws IOException {
        Part part = part(source, scope, entity, runId, sequence, gzip(lines), lines.size());
        commit(source, scope, entity, runId, sequence, completeListing, List.of(part), lines.size());
    }

    /** A part with these stored bytes, whatever they are; later stages see it when {@link #commit} names it. */
    public Part part(String source, String scope, String entity, String runId, int number, byte[] stored, long lines)
            throws IOException {
        String path = BronzePaths.part(new Subject(source, scope, entity), new RunId(runId), number);
        store(path, stored);
        return new Part(path, lines, stored.length, sha256(stored), null, null);
    }

    /** The manifest that commits these parts, as everything that the run read. */
    public void commit(
            String source,
            String scope,
            String entity,
            String runId,
            int sequence,
            boolean completeListing,
            List<Part> parts,
            long records)
            throws IOException {
        manifest(source, scope, entity, runId, sequence, completeListing ? runId : null, parts, records);
    }

    private void manifest(
            String source,
            String scope,
            String entity,
            String runId,
            int sequence,
            @Nullable String listingBegan,
            List<Part> parts,
            long records)
            throws IOException {
        new Manifests(lake)
                .write(new Manifest(
                        Manifest.FORMAT_VERSION,
                        source,
                        scope,
                        entity,
                        runId,
                        sequence,
                        "test",
                        "v2",
                        List.of(),
                        Map.of(),
                        Map.of(),
                        true,
                        listingBegan != null,
                        records,
                        parts,
                        new RequestCounts(1, 0, 0, 0),
                        Instant.parse("2026-11-23T00:00:00Z"),
                        new Manifest.Listed(listingBegan, null),
                        Map.of(),
                        null));
    }

    private void store(String path, byte[] bytes) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(bytes);
            object.commit();
        }
    }

    private static byte[] gzip(List<String> lines) throws IOException {
        return gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** One gzip member with these bytes. */
    public static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    /** In lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
