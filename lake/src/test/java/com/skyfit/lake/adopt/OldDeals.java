package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder in which the earlier scripts left deals of {@code pipedrive.comercial}, and what an adoption makes of them. */
final class OldDeals {

    static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");
    static final String MONDAY = "20260105T060000Z";
    static final String TUESDAY = "20260106T060000Z";
    static final String DEAL = "{\"id\":1}";
    static final String WATERMARK = "{\"last_successful_until\":\"2026-01-06T06:00:00Z\"}";
    static final Entity DEALS = CatalogReader.shipped().source("pipedrive").entity("deals");

    private final Path folder;
    private Instant now = NOW;

    OldDeals(Path folder) {
        this.folder = folder;
    }

    LocalLake lake() {
        return new LocalLake(folder);
    }

    OldLake scripts() {
        return new OldLake(lake());
    }

    String part(String run, int number, String... lines) throws IOException {
        return scripts().part("pipedrive", "comercial", "deals", run, number, lines);
    }

    /** Writes the watermark, or writes it again. */
    void watermark(String json) throws IOException {
        Path file = folder.resolve("_meta/pipedrive/watermarks/scope=comercial/entity=deals.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    /** Lets a minute pass until the next adoption. */
    void aMinuteLater() {
        now = NOW.plusSeconds(60);
    }

    Adopted adopt() throws Exception {
        return scripts().adopt(DEALS, now, false);
    }

    List<Manifest> manifests() throws IOException {
        Manifests manifests = new Manifests(lake());
        List<Manifest> all = new ArrayList<>();
        for (BronzePaths.ManifestPath path : manifests.list("pipedrive")) {
            all.add(manifests.read(path.path()));
        }
        return all;
    }

    Manifest newest() throws IOException {
        return new Manifests(lake())
                .newest(new Subject("pipedrive", "comercial", "deals"))
                .orElseThrow();
    }

    static List<String> paths(Manifest manifest) {
        return manifest.parts().stream().map(Part::path).toList();
    }

    /** A manifest as an extraction of ours writes it. */
    void extracted(String run, ListingState live) throws IOException {
        extracted(run, Map.of("live", live), new Manifest.Listed(run, null));
    }

    void extracted(String run, Map<String, ListingState> states, Manifest.Listed listed) throws IOException {
        new Manifests(lake())
                .write(new Manifest(
                        Manifest.FORMAT_VERSION,
                        "pipedrive",
                        "comercial",
                        "deals",
                        run,
                        1,
                        "test",
                        "v2",
                        List.of(),
                        Map.of(),
                        states,
                        listed.began() == null,
                        listed.began() == null,
                        0,
                        List.of(),
                        new RequestCounts(1, 0, 0, 0),
                        NOW,
                        listed,
                        Map.of(),
                        null));
    }
}
