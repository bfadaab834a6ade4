package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads all semantic models and metrics of a project. A mistake leaves out what it is in, and without further words what is made of that.
 */
public final class SemanticLayerReader {

    private static final Pattern REF = Pattern.compile("ref\\(\\s*(['\"])([A-Za-z0-9_]+)\\1\\s*\\)");

    private final ModelColumns columns;
    private final List<CatalogProblem> problems;
    private final List<SemanticModel> models = new ArrayList<>();
    private final Map<String, YamlNode> written = new LinkedHashMap<>();
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    /** Measures that are not there for a reason that is reported elsewhere, or that nobody needs to be told. */
    private final Set<String> missingMeasures = new HashSet<>();

    /** The same of metrics. */
    private final Set<String> leftOut = new HashSet<>();

    /** Metrics that are being read, to see one that is made of itself. */
    private final Set<String> open = new HashSet<>();

    private SemanticLayerReader(ModelColumns columns, List<CatalogProblem> problems) {
        this.columns = columns;
        this.problems = problems;
    }

    /**
     * What the files say, as far as it can be used.
     *
     * @param models the items of {@code semantic_models} of all files
     * @param metrics the items of {@code metrics} of all files
     * @param columns what the semantic models can be about
     * @param problems gets what is not understood
     */
    public static SemanticLayer read(
            List<YamlNode> models, List<YamlNode> metrics, ModelColumns columns, List<CatalogProblem> problems) {
        SemanticLayerReader reader = new SemanticLayerReader(columns, problems);
        models.forEach(reader::model);
        metrics.forEach(reader::register);
        metrics.forEach(metric -> reader.metric(metric.at("name")));
        return new SemanticLayer(reader.models, List.copyOf(reader.metrics.values()));
    }

    private void model(YamlNode node) {
        int before = problems.size();
        YamlNode ref = node.at("model");
        Matcher named = REF.matcher(ref.text().strip());
        String model = named.matches() ? named.group(2) : "";
        Set<String> described = columns.columns().get(model);
        if (described != null) {
            new Known(problems).name(node);
            SemanticModel read = new SemanticModelReading(node, model, described, problems).read();
            unique(node, read);
            if (problems.size() == before) {
                models.add(read);
                return;
            }
        } else if (!columns.leftOut().contains(model)) {
            problems.add(ref.problem(
                    model.isEmpty()
                            ? "Expected ref('MODEL')"
                            : "There is no model '" + model + "'"
                                    + NearestName.among(columns.columns().keySet(), model)));
        }
        node.at("measures")
                .items()
                .forEach(measure -> missingMeasures.add(measure.at("name").text()));
    }

    private void unique(YamlNode node, SemanticModel read) {
        for (SemanticModel other : models) {
            if (other.name().equals(read.name())) {
                problems.add(node.problem("There is another semantic model '" + read.name() + "'"));
            }
            read.measures().stream()
                    .filter(measure ->
                            other.measures().stream().anyMatch(one -> one.name().equals(measure.name())))
                    .forEach(measure -> problems.add(node.problem("The measure '" + measure.name()
                            + "' is one of the semantic model '" + other.name() + "' already")));
        }
    }

    private void register(YamlNode metric) {
        String name = metric.at("name").text();
        if (written.putIfAbsent(name, metric) != null) {
            problems.add(metric.problem("There is another metric '" + name + "'"));
        }
    }

    /** The metric of that name, read if it has not been. */
    private Optional<Metric> metric(YamlNode named) {
        String name = named.text();
        YamlNode node = written.get(name);
        if (node == null) {
            problems.add(
                    named.problem("There is no metric '" + name + "'" + NearestName.among(written.keySet(), name)));
            return Optional.empty();
        }
        if (metrics.containsKey(name) || leftOut.contains(name)) {
            return Optional.ofNullable(metrics.get(name));
        }
        if (!open.add(name)) {
            problems.add(named.problem("The metric '" + name + "' is made of itself"));
            return Optional.empty();
        }
        int before = problems.size();
        Optional<Metric> read = isOfMissingMeasure(node)
                ? Optional.empty()
                : new MetricReading(node, models, this::metric, problems).read();
        if (read.isPresent() && problems.size() == before) {
            metrics.put(name, read.get());
        } else {
            leftOut.add(name);
        }
        return Optional.ofNullable(metrics.get(name));
    }

    private boolean isOfMissingMeasure(YamlNode node) {
        YamlNode measure = node.at("type_params").at("measure");
        String named = measure.value().isObject() ? measure.at("name").text() : measure.text();
        return missingMeasures.contains(named);
    }
}
