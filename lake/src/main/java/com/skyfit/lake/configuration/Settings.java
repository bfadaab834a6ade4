package com.skyfit.lake.configuration;

import com.skyfit.lake.messages.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings as found: the environment wins over files, both over defaults. An empty value is as good as none.
 *
 * @param values by name
 * @param places where those of files stand, by name, for messages
 * @param notes what was taken, though it may not be what was meant; sentences without values
 */
public record Settings(Map<String, String> values, Map<String, String> places, List<String> notes) {

    /** Words in the names of settings whose values are secrets, also of those that this program does not know. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(^|.*_)(TOKEN|SECRET|PASSWORD|PASSWD|KEY|SAS|CONNECTION_STRING)(_.*|$)");

    public Settings {
        values = Map.copyOf(values);
        places = Map.copyOf(places);
        notes = List.copyOf(notes);
        values.forEach((name, value) -> {
            if (isSecret(name)) {
                Secrets.register(value);
            }
        });
    }

    /** Settings without notes. */
    public Settings(Map<String, String> values) {
        this(values, Map.of(), List.of());
    }

    /**
     * Reads the environment and files.
     *
     * @param environment usually {@link System#getenv()}
     * @param files those that exist, the first winning over the others
     * @throws InvalidSettingsException if a file has lines that cannot be understood; names each by its number
     */
    public static Settings read(Map<String, String> environment, List<Path> files) {
        Map<String, String> merged = new HashMap<>();
        Map<String, String> places = new HashMap<>();
        List<String> notes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            EnvFile found = EnvFile.read(file);
            notes.addAll(found.notes());
            problems.addAll(found.problems());
            found.values().forEach((name, value) -> {
                String before = merged.putIfAbsent(name, value);
                if (before == null) {
                    places.put(name, found.place(name));
                } else if (!before.equals(value)) {
                    notes.add(found.place(name) + ": " + name + " is not used, because it is set in " + places.get(name)
                            + " too");
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                merged.put(name, value);
            }
        });
        merged.values().removeIf(String::isEmpty);
        return new Settings(merged, places, notes);
    }

    /** One setting, as far as it can be found before all of them can be used: in the environment, else in the first of the files that has it. */
    public static Optional<String> peek(String name, Map<String, String> environment, List<Path> files) {
        String set = environment.getOrDefault(name, "");
        if (!set.isEmpty()) {
            return Optional.of(set);
        }
        return files.stream()
                .filter(Files::isRegularFile)
                .map(file -> EnvFile.read(file).values().getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Whether the value of a setting of that name must not be shown. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
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
        return new Settings(merged, places, notes);
    }

    /** Names the settings without their values, which may be secrets. */
    @Override
    public String toString() {
        return "Settings" + values.keySet();
    }
}
