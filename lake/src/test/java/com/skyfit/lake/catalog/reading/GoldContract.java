package com.skyfit.lake.catalog.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What reports were built on, from {@code gold-contract.txt}.
 *
 * @param tables the type of each column by table and name
 * @param views the columns of each view in their order
 */
public record GoldContract(Map<String, Map<String, String>> tables, Map<String, List<String>> views) {

    public static GoldContract read() {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        Map<String, List<String>> views = new LinkedHashMap<>();
        for (String entry : text().replaceAll("\n +", " ").split("\n", -1)) {
            if (entry.isBlank() || entry.startsWith("#")) {
                continue;
            }
            String name = entry.substring(0, entry.indexOf(':'));
            List<String> columns =
                    List.of(entry.substring(entry.indexOf(':') + 1).strip().split(", ", -1));
            if (name.startsWith("view ")) {
                views.put(name.substring("view ".length()), new ArrayList<>(columns));
            } else {
                Map<String, String> types = tables.computeIfAbsent(name, table -> new LinkedHashMap<>());
                columns.forEach(column ->
                        types.put(column.substring(0, column.indexOf(' ')), column.substring(column.indexOf(' ') + 1)));
            }
        }
        return new GoldContract(tables, views);
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(GoldContract.class.getResourceAsStream("/gold-contract.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
