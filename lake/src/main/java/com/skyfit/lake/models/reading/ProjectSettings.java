package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.SourceDocument;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.models.Construct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code dbt_project.yml} says: the project's name, variables, and configuration by folder. */
final class ProjectSettings {

    static final String FILE = "dbt_project.yml";

    /** The folders of a project that are read. */
    static final String MODELS = "models";

    static final String TESTS = "tests";

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "name",
            "version",
            "config-version",
            "profile",
            "model-paths",
            "test-paths",
            "target-path",
            "clean-targets",
            "require-dbt-version",
            "models",
            "vars"));

    private static final Map<String, Construct> KINDS = Map.of(
            "on-run-start", Construct.HOOK,
            "on-run-end", Construct.HOOK,
            "macro-paths", Construct.MACRO,
            "dispatch", Construct.MACRO,
            "snapshot-paths", Construct.SNAPSHOT,
            "snapshots", Construct.SNAPSHOT,
            "seed-paths", Construct.SEED,
            "seeds", Construct.SEED,
            "analysis-paths", Construct.ANALYSIS);

    private final YamlNode root;

    private ProjectSettings(YamlNode root) {
        this.root = root;
    }

    /** The settings, with what is not supported among the problems. */
    static ProjectSettings of(SourceDocument document, List<CatalogProblem> problems) {
        YamlNode root = document.located();
        for (YamlNode member : root.members()) {
            if (!KEYS.contains(member.name())) {
                Construct construct = KINDS.getOrDefault(member.name(), Construct.PROJECT_KEY);
                problems.add(member.problem(construct.refusal(member.name(), KEYS)));
            }
        }
        onlyPath(root.at("model-paths"), MODELS, problems);
        onlyPath(root.at("test-paths"), TESTS, problems);
        return new ProjectSettings(root);
    }

    private static void onlyPath(YamlNode paths, String only, List<CatalogProblem> problems) {
        List<String> given = paths.texts().stream().map(YamlNode::text).toList();
        if (paths.isPresent() && !given.equals(List.of(only))) {
            problems.add(paths.problem("Expected [\"" + only + "\"]: no other folder is read"));
        }
    }

    private String name() {
        return root.at("name").text();
    }

    /** The values of {@code var}; those of the project itself win over those of all. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>();
        YamlNode all = root.at("vars");
        for (YamlNode variable : all.members()) {
            if (!variable.name().equals(name())) {
                variables.put(variable.name(), Given.plain(variable.value()));
            }
        }
        for (YamlNode variable : all.at(name()).members()) {
            variables.put(variable.name(), Given.plain(variable.value()));
        }
        return variables;
    }

    /**
     * The configuration of a model's folder and those around it, the innermost winning.
     *
     * @param path of the model's file below the folder of models
     */
    Map<String, Given> config(String path) {
        Map<String, Given> config = new LinkedHashMap<>();
        YamlNode at = root.at("models");
        gather(at, config);
        at = at.at(name());
        gather(at, config);
        for (String step : path.replaceFirst("\\.sql$", "").split("/", -1)) {
            at = at.at(step);
            gather(at, config);
        }
        return config;
    }

    private static void gather(YamlNode folder, Map<String, Given> config) {
        for (YamlNode member : folder.members()) {
            if (member.name().startsWith("+")) {
                config.put(member.name().substring(1), Given.of(member));
            } else if (!member.value().isObject()) {
                // A key that could be a folder is none; dbt takes it all the same.
                config.put(member.name(), Given.of(member));
            }
        }
    }
}
