package com.skyfit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Records as Pipedrive sends them, the same ones every time. */
public final class SampleRecords {

    private static final String[] WORDS = {
        "Plano",
        "anual",
        "mensal",
        "Unidade",
        "Centro",
        "Aldeota",
        "retorno",
        "combinado",
        "com",
        "a",
        "recepção",
        "contrato",
        "aluno",
        "visita",
        "agendada",
        "sem",
        "interesse",
        "no",
        "momento",
        "indicação",
        "de",
        "amigo",
        "campanha",
        "avaliação",
        "física"
    };

    private final Random random = new Random(1);
    private int made;

    /** The next records, with ids from 0 on. */
    public List<String> next(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(made++));
        }
        return records;
    }

    /** About 2.6 KB, half of it custom fields under keys of forty hexadecimal digits, as SkyFit's are. */
    private String record(int id) {
        StringBuilder record = new StringBuilder(String.format(
                Locale.ROOT,
                "{\"id\":%d,\"name\":\"%s\",\"owner_id\":%d,\"org_id\":%d,\"add_time\":\"2025-03-%02dT10:%02d:00Z\","
                        + "\"update_time\":\"2025-06-%02dT11:%02d:%02dZ\",\"open_deals_count\":%d,\"label_ids\":[%d],"
                        + "\"emails\":[{\"label\":\"work\",\"value\":\"aluno%d@example.com\",\"primary\":true}],"
                        + "\"phones\":[{\"label\":\"mobile\",\"value\":\"+55 85 9%07d\",\"primary\":true}],\"custom_fields\":{",
                id,
                words(3),
                random.nextInt(40),
                random.nextInt(9_000),
                1 + random.nextInt(28),
                random.nextInt(60),
                1 + random.nextInt(28),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(4),
                random.nextInt(9),
                id,
                random.nextInt(10_000_000)));
        Random keys = new Random(2);
        for (int field = 0; field < 24; field++) {
            String key = String.format(Locale.ROOT, "%016x%016x%08x", keys.nextLong(), keys.nextLong(), keys.nextInt());
            String value = switch (field % 3) {
                case 0 -> "null";
                case 1 -> "\"" + words(4 + random.nextInt(6)) + "\"";
                default -> "{\"type\":\"varchar\",\"value\":\"" + words(2) + " " + random.nextLong() + "\"}";
            };
            record.append(field == 0 ? "" : ",")
                    .append('"')
                    .append(key)
                    .append("\":")
                    .append(value);
        }
        return record.append("},\"note\":\"").append(words(40)).append("\"}").toString();
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
