package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.metrics.Condition;
import com.skyfit.lake.models.metrics.Meaning;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticModel;
import com.skyfit.lake.models.metrics.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Understands one metric. */
final class MetricReading {

    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("name", "label", "description", "type", "type_params", "filter", "config"));

    private static final Set<String> OF_META = new TreeSet<>(Set.of("differs", "label_pt", "unit"));

    private static final Set<String> OF_INPUT = new TreeSet<>(Set.of("name", "alias"));

    private static final List<String> TYPES = List.of("simple", "ratio", "derived");

    private final YamlNode node;
    private final Known known;
    private final List<SemanticModel> models;
    private final Function<YamlNode, Optional<Metric>> others;

    /**
     * @param models whose measures it may use
     * @param others finds the metric that a text names, and notes where there is none
     * @param problems gets what cannot be understood
     */
    MetricReading(
            YamlNode node,
            List<SemanticModel> models,
            Function<YamlNode, Optional<Metric>> others,
            List<CatalogProblem> problems) {
        this.node = node;
        this.known = new Known(problems);
        this.models = models;
        this.others = others;
    }

    /** The metric; nothing, or of no use, where there were problems or something it is made of is left out. */
    Optional<Metric> read() {
        known.only(node, KEYS);
        known.name(node);
        if (node.at("label").text().isBlank()) {
            known.add(node.problem("A metric needs 'label', its title"));
        }
        YamlNode params = node.at("type_params");
        String type = node.at("type").text();
        return switch (type) {
            case "simple" -> simple(params);
            case "ratio" -> ratio(params);
            case "derived" -> derived(params);
            default -> {
                known.add(node.at("type").problem(Construct.METRIC_TYPE.refusal(type, TYPES)));
                yield Optional.empty();
            }
        };
    }

    private String name() {
        return node.at("name").text();
    }

    private Meaning meaning() {
        YamlNode meta = known.config(node, OF_META);
        String label = node.at("label").text();
        YamlNode unit = meta.at("unit");
        return new Meaning(
                label,
                meta.at("label_pt").isPresent() ? meta.at("label_pt").text() : label,
                node.at("description").text().strip(),
                meta.at("differs").text().strip(),
                unit.isPresent()
                        ? known.oneOf(unit, Construct.UNIT, List.of(Unit.values()), Unit::text)
                                .orElse(Unit.NUMBER)
                        : Unit.NUMBER);
    }

    private Optional<Metric> simple(YamlNode params) {
        known.only(params, Set.of("measure"));
        YamlNode given = params.at("measure");
        known.only(given, Set.of("name"));
        YamlNode named = given.value().isObject() ? given.at("name") : given;
        for (SemanticModel model : models) {
            for (Measure measure : model.measures()) {
                if (measure.name().equals(named.text())) {
                    return Optional.of(new Metric.Simple(name(), meaning(), model, measure, filter(model)));
                }
            }
        }
        known.add(named.problem("There is no measure '" + named.text() + "'"
                + NearestName.among(
                        models.stream()
                                .flatMap(model -> model.measures().stream())
                                .map(Measure::name)
                                .toList(),
                        named.text())));
        return Optional.empty();
    }

    private List<Condition> filter(SemanticModel model) {
        List<Condition> conditions = new ArrayList<>();
        for (YamlNode filter : node.at("filter").texts()) {
            try {
                conditions.addAll(new ConditionReading(model, filter.text()).conditions());
            } catch (UnreadableTextException e) {
                known.add(filter.problem(Construct.METRIC_FILTER.refusal(filter.text()) + ". " + e.getMessage()));
            }
        }
        return conditions;
    }

    private void withoutFilter() {
        if (node.at("filter").isPresent()) {
            known.add(node.at("filter")
                    .problem("Only a simple metric has a filter: put it into the metrics that this one is made of"));
        }
    }

    private Optional<Metric> ratio(YamlNode params) {
        known.only(params, new TreeSet<>(Set.of("numerator", "denominator")));
        withoutFilter();
        Optional<Metric> numerator = input(params.at("numerator"));
        Optional<Metric> denominator = input(params.at("denominator"));
        Meaning meaning = meaning();
        return numerator.flatMap(above -> denominator.map(below -> new Metric.Ratio(name(), meaning, above, below)));
    }

    private Optional<Metric> derived(YamlNode params) {
        known.only(params, new TreeSet<>(Set.of("expr", "metrics")));
        withoutFilter();
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Meaning meaning = meaning();
        List<YamlNode> inputs = params.at("metrics").items();
        for (YamlNode one : inputs) {
            String alias = one.at("alias").isPresent()
                    ? one.at("alias").text()
                    : named(one).text();
            input(one).ifPresent(metric -> metrics.put(alias, metric));
        }
        if (metrics.size() != inputs.size()) {
            return Optional.empty();
        }
        YamlNode expr = params.at("expr");
        try {
            return Optional.of(new Metric.Derived(
                    name(), meaning, new ExpressionReading(metrics, expr.value().asString("")).expression()));
        } catch (UnreadableTextException e) {
            known.add(expr.problem(
                    Construct.METRIC_EXPRESSION.refusal(expr.value().asString("")) + ". " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static YamlNode named(YamlNode input) {
        return input.value().isObject() ? input.at("name") : input;
    }

    private Optional<Metric> input(YamlNode input) {
        known.only(input, OF_INPUT);
        return others.apply(named(input));
    }
}
