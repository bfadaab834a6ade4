package com.skyfit.lake.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Invented extractions of one entity: few keys, so that versions collide; tombstones, resurrection, absence from complete listings,
 * values that fit no column, fields nobody knows, clocks that are equal, missing or no times.
 */
public record History(String source, String entity, List<Commit> commits) {

    /** A part and the manifest that commits it. */
    public record Commit(String scope, String runId, int sequence, boolean complete, List<String> lines) {}

    private static final List<String> TIMES = List.of(
            "\"2026-01-01T05:00:00Z\"",
            "\"2026-01-02T05:00:00Z\"",
            "\"2026-01-03T05:00:00Z\"",
            "null",
            "\"soon\"",
            "\"2026-19-39T05:00:00Z\"");

    /** One that the chance decides. */
    public static History random(Random random) {
        String entity = List.of("stages", "deals", "tickets").get(random.nextInt(3));
        String source = entity.equals("tickets") ? "zendesk" : "pipedrive";
        List<String> scopes = source.equals("zendesk") ? List.of("support") : List.of("comercial", "expansao");
        List<Commit> commits = new ArrayList<>();
        int runs = 2 + random.nextInt(5);
        boolean clean = random.nextInt(3) == 0;
        for (int run = 1; run <= runs; run++) {
            for (String scope : scopes) {
                int parts = random.nextInt(3);
                for (int part = 1; part <= parts; part++) {
                    List<String> lines = new ArrayList<>();
                    for (int line = random.nextInt(7); line >= 0; line--) {
                        lines.add(record(random, entity, clean));
                    }
                    boolean complete = part == parts && random.nextBoolean();
                    List<Commit> before = commits.stream()
                            .filter(commit -> commit.scope().equals(scope))
                            .toList();
                    if (!before.isEmpty() && random.nextInt(2) == 0) {
                        again(before.get(random.nextInt(before.size())).lines(), lines, random);
                    }
                    commits.add(
                            new Commit(scope, "2026010%dT060000Z".formatted(run), part, complete, List.copyOf(lines)));
                }
            }
        }
        return new History(source, entity, List.copyOf(commits));
    }

    /** Lines of another part come again, as in a sweep: most of them, in their order, between those that are new. */
    private static void again(List<String> part, List<String> lines, Random random) {
        int at = 0;
        for (String line : part) {
            if (random.nextInt(5) > 0) {
                lines.add(at, line);
                at += 1 + random.nextInt(2);
                at = Math.min(at, lines.size());
            }
        }
    }

    private static String record(Random random, String entity, boolean clean) {
        int id = 1 + random.nextInt(6);
        String text = "\"" + (char) ('a' + random.nextInt(3)) + "\"";
        boolean deleted = random.nextInt(6) == 0;
        String time = TIMES.get(random.nextInt(clean ? 4 : TIMES.size()));
        String unknown = random.nextInt(4) > 0 ? "" : ",\"new_%d\":%s".formatted(random.nextInt(3), any(random));
        boolean bad = !clean && random.nextInt(8) == 0;
        return switch (entity) {
            case "stages" ->
                "{\"id\":%d,\"name\":%s,\"order_nr\":%s,\"is_deleted\":%b,\"update_time\":%s%s}"
                        .formatted(id, text, bad ? "\"x\"" : "1", deleted, time, unknown);
            case "deals" ->
                "{\"id\":%d,\"title\":%s,\"value\":%s,\"stage_id\":%d,\"add_time\":%s,\"is_deleted\":%b,\"update_time\":%s,\"custom_fields\":{\"k\":%s}%s}"
                        .formatted(
                                id,
                                text,
                                bad ? "\"much\"" : "1.5",
                                1 + random.nextInt(2),
                                TIMES.get(random.nextInt(4)),
                                deleted,
                                time,
                                any(random),
                                unknown);
            case "tickets" ->
                "{\"id\":%d,\"subject\":%s,\"status\":\"%s\",\"generated_timestamp\":%s,\"tags\":%s,\"custom_fields\":[{\"id\":%s,\"value\":%s}]%s}"
                        .formatted(
                                id,
                                text,
                                deleted ? "deleted" : "open",
                                random.nextInt(5) == 0 ? "null" : Integer.toString(1767225600 + random.nextInt(3)),
                                List.of("[\"a\",\"b\"]", "[\"b\",\"b\"]", "[]", "null")
                                        .get(random.nextInt(4)),
                                bad ? "\"x\"" : "7",
                                any(random),
                                unknown);
            default -> throw new IllegalArgumentException(entity.toUpperCase(Locale.ROOT));
        };
    }

    private static String any(Random random) {
        return List.of("null", "1", "\"t\"", "{\"a\":1}", "[1]").get(random.nextInt(5));
    }
}
