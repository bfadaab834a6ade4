package com.skyfit.bench;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.HashingStream;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lake of Pipedrive deals as large as those of a company that uses many custom fields: the simulator's deals, each with its own
 * id and filled up to {@value #RECORD_BYTES} bytes. The same numbers give the same lake; an existing one is used again.
 */
final class DealsLake {

    static final String SOURCE = "pipedrive";
    static final String SCOPE = "comercial";
    static final String ENTITY = "deals";

    /** Of a record on average, without its newline. */
    static final int RECORD_BYTES = 2_582;

    private static final RunId RUN = new RunId("20260101T060000Z");
    private static final int PART_BYTES = 4 << 20;
    private static final int OWN_FIELDS = 22;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LocalLake lake;
    private final Random random = new Random(7);
    private final List<String> fieldKeys = new ArrayList<>();

    private DealsLake(Path home) {
        this.lake = new LocalLake(home.resolve("lake"));
        for (int i = 0; i < OWN_FIELDS; i++) {
            fieldKeys.add(hex(40));
        }
    }

    /**
     * Makes it, or finds it.
     *
     * @param folder where such lakes are kept
     * @param records how many
     * @param badPercent how many of a hundred lines no JSONB can hold
     * @return the home folder for {@code skyfit --home}
     */
    static Path of(Path folder, int records, int badPercent) throws IOException, InterruptedException {
        Path home = folder.resolve("deals-" + records + (badPercent == 0 ? "" : "-bad-" + badPercent));
        Path done = home.resolve("complete");
        if (!Files.exists(done)) {
            new DealsLake(home).fill(records, badPercent);
            Files.createFile(done);
        }
        return home;
    }

    /** The parts of such a home, in their order. */
    static List<Path> parts(Path home) throws IOException {
        LocalLake lake = new LocalLake(home.resolve("lake"));
        return lake.list("bronze/").stream()
                .map(object -> home.resolve("lake").resolve(object.path()))
                .toList();
    }

    private void fill(int records, int badPercent) throws IOException, InterruptedException {
        List<JsonNode> models = models();
        List<Part> parts = new ArrayList<>();
        PartFile part = null;
        for (int i = 0; i < records; i++) {
            if (part == null) {
                part = new PartFile(parts.size() + 1);
            }
            byte[] line = record(i + 1, models.get(i % models.size()));
            if (random.nextInt(100) < badPercent) {
                line = spoiled(line);
            }
            part.add(line);
            if (part.stored() >= PART_BYTES) {
                parts.add(part.commit());
                part = null;
            }
        }
        if (part != null) {
            parts.add(part.commit());
        }
        new Manifests(lake)
                .write(new Manifest(
                        Manifest.FORMAT_VERSION,
                        SOURCE,
                        SCOPE,
                        ENTITY,
                        RUN.text(),
                        1,
                        "bench",
                        "v2",
                        List.of(),
                        Map.of(),
                        Map.of(),
                        true,
                        true,
                        records,
                        parts,
                        new RequestCounts(0, 0, 0, 0),
                        Instant.parse("2026-01-01T06:30:00Z"),
                        Manifest.Listed.NEVER,
                        Map.of(),
                        null));
    }

    /** Deals as the API shows them with all optional fields. */
    private static List<JsonNode> models() throws IOException, InterruptedException {
        SimulatorOptions options = SimulatorOptions.of(7, 0.05, Instant.parse("2026-01-01T06:00:00Z"));
        try (Simulator simulator = Simulator.start(options)) {
            HttpClient client = HttpClient.newHttpClient();
            List<JsonNode> models = new ArrayList<>();
            String cursor = "";
            do {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(simulator.pipedriveUrl() + "/api/v2/deals?limit=500" + cursor))
                        .header("x-api-token", simulator.pipedriveToken(SCOPE))
                        .build();
                JsonNode page = JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
                page.path("data").forEach(models::add);
                JsonNode next = page.path("additional_data").path("next_cursor");
                cursor = next.isString() ? "&cursor=" + next.asString() : "";
            } while (!cursor.isEmpty());
            return models;
        }
    }

    private byte[] record(int id, JsonNode model) {
        ObjectNode deal = (ObjectNode) model.deepCopy();
        deal.put("id", id);
        ObjectNode own = deal.withObject("custom_fields");
        int most = RECORD_BYTES - 120 + random.nextInt(241);
        byte[] text = JSON.writeValueAsBytes(deal);
        for (String key : fieldKeys) {
            int room = most - text.length - 48;
            if (room < 0) {
                break;
            }
            own.put(key, value(room));
            text = JSON.writeValueAsBytes(deal);
        }
        return text;
    }

    private @Nullable String value(int room) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> clip("Unidade Centro, plano " + random.nextInt(30), room);
            case 2 -> clip("2025-" + (10 + random.nextInt(3)) + "-" + (10 + random.nextInt(18)), room);
            default -> clip("Retorno combinado com a recepção; contrato " + random.nextInt(1000) + " em análise", room);
        };
    }

    private static String clip(String text, int room) {
        return text.substring(0, Math.min(text.length(), room));
    }

    /** A line as one finds them in practice: cut off, half an emoji, a NUL, no key. */
    private byte[] spoiled(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        String spoiled = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, text.length() / 2);
            case 1 -> text.replaceFirst("\"title\":\"", "\"title\":\"\\\\ud83d");
            case 2 -> text.replaceFirst("\"title\":\"", "\"title\":\"\\\\u0000");
            default -> text.replaceFirst("\"id\":", "\"no\":");
        };
        return spoiled.getBytes(StandardCharsets.UTF_8);
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    /** A part that is being written. */
    private final class PartFile {
        private final String path;
        private final NewObject object;
        private final HashingStream stored;
        private final GZIPOutputStream gzip;
        private long lines;

        PartFile(int number) throws IOException {
            this.path = BronzePaths.part(new Subject(SOURCE, SCOPE, ENTITY), RUN, number);
            this.object = lake.create(path);
            this.stored = new HashingStream(object);
            this.gzip = new GZIPOutputStream(stored, 1 << 16);
        }

        void add(byte[] line) throws IOException {
            gzip.write(line);
            gzip.write('\n');
            lines++;
        }

        long stored() {
            return stored.bytes();
        }

        Part commit() throws IOException {
            gzip.finish();
            object.commit();
            object.close();
            return new Part(path, lines, stored.bytes(), stored.sha256(), null, null);
        }
    }
}
