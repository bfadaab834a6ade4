package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.Materialization;
import com.skyfit.lake.models.ModelConfig;
import com.skyfit.lake.models.ModelConfig.Index;
import com.skyfit.lake.models.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Understands the configuration of a model; what is not supported becomes a problem. */
final class ConfigReading {

    /** Those that say something, and those that only dbt or people read. */
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "enabled",
            "incremental_strategy",
            "indexes",
            "materialized",
            "meta",
            "on_schema_change",
            "persist_docs",
            "schema",
            "tags",
            "unique_key"));

    private static final Set<String> HOOKS = Set.of("pre_hook", "post_hook", "pre-hook", "post-hook");

    private static final Set<String> INDEX_KEYS = new TreeSet<>(Set.of("columns", "type", "unique"));

    private static final Set<String> INDEX_TYPES = new TreeSet<>(Set.of("brin", "btree", "gin", "gist", "hash"));

    private final Map<String, Given> given;
    private final List<CatalogProblem> problems;

    ConfigReading(Map<String, Given> given, List<CatalogProblem> problems) {
        this.given = given;
        this.problems = problems;
    }

    /** Whether the model is part of the project at all. */
    boolean isEnabled() {
        return !"false".equalsIgnoreCase(text("enabled"));
    }

    /** How the model is built; of no use where there were problems. */
    ModelConfig config() {
        given.forEach((key, value) -> {
            if (HOOKS.contains(key)) {
                problems.add(value.problem(Construct.HOOK.refusal(key)));
            } else if (!KEYS.contains(key)) {
                problems.add(value.problem(Construct.CONFIG_KEY.refusal(key, KEYS)));
            }
        });
        oneOf("on_schema_change", List.of("ignore"), Function.identity());
        Materialization materialization = oneOf(
                        "materialized", List.of(Materialization.values()), Materialization::text)
                .orElse(Materialization.VIEW);
        List<String> uniqueKey =
                given.containsKey("unique_key") ? value("unique_key").texts() : List.of();
        Strategy strategy = oneOf("incremental_strategy", List.of(Strategy.values()), Strategy::text)
                .orElse(uniqueKey.isEmpty() ? Strategy.APPEND : Strategy.DELETE_INSERT);
        if (uniqueKey.isEmpty() && strategy != Strategy.APPEND) {
            problems.add(
                    value("incremental_strategy").problem("The strategy " + strategy.text() + " needs a unique_key"));
        }
        String schema = text("schema");
        return new ModelConfig(
                materialization,
                schema.isEmpty() ? Catalog.SCHEMA : schema,
                uniqueKey,
                strategy,
                indexes(materialization));
    }

    private List<Index> indexes(Materialization materialization) {
        List<Index> indexes = new ArrayList<>();
        if (!given.containsKey("indexes")) {
            return indexes;
        }
        Given all = value("indexes");
        List<?> listed = all.value() instanceof List<?> list ? list : List.of(all.value());
        if (materialization == Materialization.VIEW && !listed.isEmpty()) {
            problems.add(all.problem("A view has no rows of its own and so no indexes"));
        }
        for (Object one : listed) {
            if (one instanceof Map<?, ?> index) {
                indexes.add(index(index, all));
            } else {
                problems.add(all.problem("Expected a list of indexes such as {'columns': ['id'], 'unique': true}"));
            }
        }
        return indexes;
    }

    private Index index(Map<?, ?> index, Given all) {
        for (Object key : index.keySet()) {
            if (!INDEX_KEYS.contains(String.valueOf(key))) {
                problems.add(all.problem(Construct.CONFIG_KEY.refusal("indexes." + key, INDEX_KEYS)));
            }
        }
        List<String> columns = index.get("columns") instanceof List<?> named
                ? named.stream().map(String::valueOf).toList()
                : List.of();
        if (columns.isEmpty()) {
            problems.add(all.problem("An index needs 'columns', a list"));
        }
        Object type = index.get("type");
        if (type != null && !INDEX_TYPES.contains(type.toString())) {
            problems.add(all.problem(Construct.CONFIG_VALUE.refusal(type.toString(), INDEX_TYPES)));
        }
        return new Index(
                columns,
                String.valueOf(index.get("unique")).equalsIgnoreCase("true"),
                type == null ? "btree" : type.toString());
    }

    private <T> Optional<T> oneOf(String key, List<T> known, Function<T, String> word) {
        if (!given.containsKey(key)) {
            return Optional.empty();
        }
        Optional<T> found =
                known.stream().filter(one -> word.apply(one).equals(text(key))).findFirst();
        if (found.isEmpty()) {
            problems.add(value(key)
                    .problem(Construct.CONFIG_VALUE.refusal(
                            text(key), known.stream().map(word).toList())));
        }
        return found;
    }

    private String text(String key) {
        return given.containsKey(key) ? value(key).value().toString() : "";
    }

    private Given value(String key) {
        Given value = given.get(key);
        return value == null ? new Given("", "", 1) : value;
    }

    /** Where a model's own text says something of itself: the first line that has the key. */
    static Given inText(String file, String text, String key, Object value) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        int line = 1
                + Math.max(
                        0,
                        lines.indexOf(lines.stream()
                                .filter(one -> one.contains(key))
                                .findFirst()
                                .orElse("")));
        return new Given(value, file, line);
    }
}
