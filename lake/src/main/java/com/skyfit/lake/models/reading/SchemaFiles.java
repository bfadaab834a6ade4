package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the YAML files beside models say: which sources there are, what models and columns mean, what is tested, which reports read them. */
final class SchemaFiles {

    /** Saved queries are for dbt only. */
    private static final Set<String> PARTS = new TreeSet<>(
            Set.of("version", "models", "sources", "exposures", "semantic_models", "metrics", "saved_queries"));

    private static final Set<String> OF_MODEL = new TreeSet<>(
            Set.of("name", "description", "columns", "data_tests", "tests", "config", "meta", "docs", "time_spine"));

    private static final Set<String> OF_TIME_SPINE = Set.of("standard_granularity_column");

    private static final Set<String> OF_COLUMN = new TreeSet<>(
            Set.of("name", "description", "data_tests", "tests", "config", "data_type", "granularity", "meta", "tags"));

    private static final Set<String> OF_SOURCE = new TreeSet<>(Set.of(
            "name", "description", "schema", "tables", "config", "freshness", "loaded_at_field", "meta", "tags"));

    private static final Set<String> OF_TABLE = new TreeSet<>(Set.of(
            "name", "description", "identifier", "columns", "config", "freshness", "loaded_at_field", "meta", "tags"));

    private final Map<String, YamlNode> models = new LinkedHashMap<>();
    private final Map<String, Relation> sources = new LinkedHashMap<>();
    private final List<YamlNode> exposures = new ArrayList<>();
    private final List<YamlNode> semanticModels = new ArrayList<>();
    private final List<YamlNode> metrics = new ArrayList<>();
    private final List<CatalogProblem> problems;

    SchemaFiles(List<CatalogProblem> problems) {
        this.problems = problems;
    }

    void add(YamlNode root) {
        refuseOthers(root, PARTS);
        for (YamlNode model : root.at("models").items()) {
            refuseOthers(model, OF_MODEL);
            refuseOthers(model.at("time_spine"), OF_TIME_SPINE);
            model.at("columns").items().forEach(column -> refuseOthers(column, OF_COLUMN));
            describedOnce(model, models.put(model.at("name").text(), model));
        }
        root.at("sources").items().forEach(this::addSource);
        exposures.addAll(root.at("exposures").items());
        semanticModels.addAll(root.at("semantic_models").items());
        metrics.addAll(root.at("metrics").items());
    }

    private void describedOnce(YamlNode model, @Nullable YamlNode earlier) {
        if (earlier != null) {
            CatalogProblem first = earlier.problem("");
            problems.add(model.problem("Model '" + model.at("name").text() + "' is described twice, first in "
                    + first.file() + ":" + first.line()));
        }
    }

    private void addSource(YamlNode source) {
        refuseOthers(source, OF_SOURCE);
        String name = source.at("name").text();
        String schema = source.at("schema").isPresent() ? source.at("schema").text() : name;
        for (YamlNode table : source.at("tables").items()) {
            refuseOthers(table, OF_TABLE);
            String called = table.at("name").text();
            String identifier = table.at("identifier").text();
            sources.put(name + "." + called, new Relation(schema, identifier.isEmpty() ? called : identifier));
        }
    }

    private void refuseOthers(YamlNode node, Set<String> known) {
        node.membersExcept(known)
                .forEach(member -> problems.add(member.problem(Construct.PROPERTY.refusal(member.name(), known))));
    }

    /** The table that a source is said to have; null where none is. */
    @Nullable Relation source(String source, String table) {
        return sources.get(source + "." + table);
    }

    /** What is said of a model by its name. */
    Map<String, YamlNode> models() {
        return models;
    }

    /** The reports and the like that read models. */
    List<YamlNode> exposures() {
        return exposures;
    }

    /** What is said of the meaning of models. */
    List<YamlNode> semanticModels() {
        return semanticModels;
    }

    /** What is computed of them. */
    List<YamlNode> metrics() {
        return metrics;
    }
}
