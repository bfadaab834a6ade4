package com.skyfit.lake.models.reading;

import com.skyfit.lake.models.Construct;
import java.util.Map;
import java.util.Optional;

/** What a file of a project is, as its path says. */
final class ProjectPath {

    private static final Map<String, Construct> FOLDERS = Map.of(
            "macros", Construct.MACRO,
            "snapshots", Construct.SNAPSHOT,
            "seeds", Construct.SEED,
            "analyses", Construct.ANALYSIS,
            "analysis", Construct.ANALYSIS,
            "dbt_packages", Construct.PACKAGE);

    private static final Map<String, Construct> FILES = Map.of(
            "packages.yml", Construct.PACKAGE,
            "dependencies.yml", Construct.PACKAGE,
            "package-lock.yml", Construct.PACKAGE,
            "selectors.yml", Construct.FILE);

    private ProjectPath() {}

    /** What it is, where it is nothing that is read; nothing for what is read and for what dbt does not read either. */
    static Optional<Construct> stranger(String path) {
        String top = path.replaceFirst("/.*", "");
        if (!path.contains("/")) {
            return Optional.ofNullable(FILES.get(path));
        }
        if (FOLDERS.containsKey(top)) {
            return path.endsWith(".md") ? Optional.empty() : Optional.ofNullable(FOLDERS.get(top));
        }
        if (!top.equals(ProjectSettings.MODELS) && !top.equals(ProjectSettings.TESTS)) {
            return path.endsWith(".sql") ? Optional.of(Construct.FILE) : Optional.empty();
        }
        if (path.endsWith(".py")) {
            return Optional.of(Construct.PYTHON_MODEL);
        }
        return path.startsWith("tests/generic/") ? Optional.of(Construct.MACRO) : Optional.empty();
    }

    /** Whether it describes models, sources and the like. */
    static boolean isYaml(String path) {
        return isInside(path) && path.matches(".*\\.ya?ml");
    }

    /** Whether it is the query of a model or a test. */
    static boolean isQuery(String path) {
        return isInside(path) && path.endsWith(".sql");
    }

    private static boolean isInside(String path) {
        return path.startsWith(ProjectSettings.MODELS + "/") || path.startsWith(ProjectSettings.TESTS + "/");
    }

    /** Whether it is a model's, and not a test's. */
    static boolean isModel(String path) {
        return path.startsWith(ProjectSettings.MODELS + "/");
    }

    /** The path below the folder of models. */
    static String inFolder(String path) {
        return path.substring(ProjectSettings.MODELS.length() + 1);
    }

    /** The name of the model or test. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.sql$", "");
    }
}
