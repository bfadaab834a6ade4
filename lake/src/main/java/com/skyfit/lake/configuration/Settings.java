package com.skyfit.lake.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings as found: the environment wins over the {@code .env} file, both over defaults. An empty value counts as absent.
 *
 * @param values by name
 */
public record Settings(Map<String, String> values) {

    public Settings {
        values = Map.copyOf(values);
    }

    /**
     * Reads the environment and, where it exists, an {@code .env} file.
     *
     * @param environment usually {@link System#getenv()}
     * @param envFile lines {@code NAME=value}; blank lines and lines that start with {@code #} are passed over, one pair of quotes around
     *     a value is dropped, a leading {@code export} too
     * @throws InvalidSettingsException if the file has lines of another form; names each by its number
     */
    public static Settings read(Map<String, String> environment, Path envFile) {
        Map<String, String> merged = new HashMap<>();
        if (Files.isRegularFile(envFile)) {
            merged.putAll(parse(envFile));
        }
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                merged.put(name, value);
            }
        });
        merged.values().removeIf(String::isEmpty);
        return new Settings(merged);
    }

    /** The value of a setting, if it is set. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of a setting, or the default. */
    public String get(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    /** These settings with some replaced or added. */
    public Settings with(Map<String, String> others) {
        Map<String, String> merged = new HashMap<>(values);
        merged.putAll(others);
        return new Settings(merged);
    }

    private static Map<String, String> parse(Path envFile) {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(envFile, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + envFile, e);
        }
        List<String> problems = new java.util.ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i == 0 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String pair = line.startsWith("export ") ? line.substring("export ".length()) : line;
            int equals = pair.indexOf('=');
            if (equals < 1) {
                problems.add(envFile + " line " + (i + 1) + ": expected NAME=value");
                continue;
            }
            found.put(
                    pair.substring(0, equals).strip(),
                    unquoted(pair.substring(equals + 1).strip()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return found;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Names the settings without their values, which may be secrets. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
