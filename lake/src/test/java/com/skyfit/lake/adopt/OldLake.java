package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A lake as the earlier scripts wrote it: parts without manifests of ours, watermarks, and the scripts' own record of a run. */
public final class OldLake {

    private final LakeStorage lake;

    public OldLake(LakeStorage lake) {
        this.lake = lake;
    }

    /** The path of a part in the scripts' layout, which takes any name for a run. */
    public static String path(String source, String scope, String entity, String day, String runId, int number) {
        return "bronze/" + source + "/scope=" + scope + "/entity=" + entity + "/ingestion_date=" + day + "/run_id="
                + runId + "/part-0000" + number + ".jsonl.gz";
    }

    /** A part of a run named by its UTC start, without a newline after its last line. */
    public String part(String source, String scope, String entity, String runId, int number, String... lines)
            throws IOException {
        String path = path(source, scope, entity, new RunId(runId).date().toString(), runId, number);
        part(path, List.of(lines));
        return path;
    }

    /** The same under any path. */
    public void part(String path, List<String> lines) throws IOException {
        store(path, BronzeFixture.gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    /** A watermark. */
    public void watermark(String source, String scope, String entity, String json) throws IOException {
        store(
                "_meta/" + source + "/watermarks/scope=" + scope + "/entity=" + entity + ".json",
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** The one record of a run, which the scripts wrote only when every scope had succeeded. */
    public void record(String source, String runId) throws IOException {
        store("_meta/" + source + "/runs/run_id=" + runId + "/manifest.json", "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** Takes over what the scripts have of an entity of {@code pipedrive.comercial}, as of a time; dry, it only looks. */
    Adopted adopt(Entity entity, Instant now, boolean dry) throws Exception {
        ScopedEntity scoped = new ScopedEntity(CatalogReader.shipped().source("pipedrive"), "comercial", entity);
        OldWatermark watermark = OldWatermark.read(lake, scoped.subject(), now);
        List<BronzePaths.PartPath> parts =
                lake.list("bronze/pipedrive/scope=comercial/entity=" + entity.name() + "/").stream()
                        .map(object -> BronzePaths.parsePart(object.path()))
                        .flatMap(Optional::stream)
                        .toList();
        return new Adoption(
                        lake,
                        scoped,
                        new RunContext(RunId.at(now), "test", InstantSource.fixed(now)),
                        dry,
                        AdoptionListener.NONE)
                .run(watermark, parts, new Manifests(lake).list(scoped.subject()));
    }

    /** Any object. */
    public void store(String path, byte[] bytes) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(bytes);
            object.commit();
        }
    }
}
