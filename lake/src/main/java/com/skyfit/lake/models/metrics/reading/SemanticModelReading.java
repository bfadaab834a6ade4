package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Entity;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Understands one semantic model. */
final class SemanticModelReading {

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "name", "model", "label", "description", "defaults", "entities", "dimensions", "measures", "config"));

    private static final Set<String> OF_DEFAULTS = Set.of("agg_time_dimension");

    private static final Set<String> OF_ENTITY =
            new TreeSet<>(Set.of("name", "type", "expr", "label", "description", "config"));

    private static final Set<String> OF_DIMENSION =
            new TreeSet<>(Set.of("name", "type", "type_params", "expr", "label", "description", "config"));

    private static final Set<String> OF_TYPE_PARAMS = Set.of("time_granularity");

    private static final Set<String> OF_MEASURE =
            new TreeSet<>(Set.of("name", "agg", "agg_time_dimension", "expr", "label", "description", "config"));

    private static final Set<String> TYPES = new TreeSet<>(Set.of("categorical", "time"));

    private final YamlNode node;
    private final String model;
    private final Set<String> columns;
    private final Known known;

    /**
     * @param model whose columns these are
     * @param problems gets what cannot be understood
     */
    SemanticModelReading(YamlNode node, String model, Set<String> columns, List<CatalogProblem> problems) {
        this.node = node;
        this.model = model;
        this.columns = new TreeSet<>(columns);
        this.known = new Known(problems);
    }

    /** The semantic model; of no use where there were problems. */
    SemanticModel read() {
        known.only(node, KEYS);
        known.only(node.at("defaults"), OF_DEFAULTS);
        known.config(node, Set.of());
        List<Entity> entities = new ArrayList<>();
        node.at("entities").items().forEach(entity -> entity(entity).ifPresent(entities::add));
        if (entities.stream()
                        .filter(entity -> entity.type() == Entity.Type.PRIMARY)
                        .count()
                != 1) {
            known.add(node.problem("A semantic model needs exactly one entity of type primary"));
        }
        List<Dimension> dimensions = new ArrayList<>();
        node.at("dimensions").items().forEach(dimension -> dimension(dimension).ifPresent(dimensions::add));
        List<Measure> measures = new ArrayList<>();
        node.at("measures")
                .items()
                .forEach(measure -> measure(measure, dimensions).ifPresent(measures::add));
        unique(Stream.of("entities", "dimensions", "measures")
                .flatMap(part -> node.at(part).items().stream())
                .toList());
        return new SemanticModel(
                node.at("name").text(), model, node.at("description").text().strip(), entities, dimensions, measures);
    }

    private void unique(List<YamlNode> named) {
        Set<String> names = new TreeSet<>();
        for (YamlNode one : named) {
            String name = one.at("name").text();
            known.name(one);
            if (!names.add(name)) {
                known.add(one.problem("'" + name + "' is there twice in the semantic model '"
                        + node.at("name").text() + "'"));
            }
        }
    }

    private Optional<Entity> entity(YamlNode entity) {
        known.only(entity, OF_ENTITY);
        known.config(entity, Set.of());
        return known.oneOf(entity.at("type"), Construct.ENTITY_TYPE, List.of(Entity.Type.values()), Entity.Type::text)
                .map(type -> new Entity(entity.at("name").text(), type, column(entity)));
    }

    private Optional<Dimension> dimension(YamlNode dimension) {
        known.only(dimension, OF_DIMENSION);
        String name = dimension.at("name").text();
        String description = dimension.at("description").text().strip();
        String type = dimension.at("type").text();
        switch (type) {
            case "categorical" -> {
                known.config(dimension, Set.of());
                return Optional.of(new Dimension.Category(name, column(dimension), description));
            }
            case "time" -> {
                YamlNode granularity = dimension.at("type_params").at("time_granularity");
                known.only(dimension.at("type_params"), OF_TYPE_PARAMS);
                if (!granularity.text().equals("day")) {
                    known.add((granularity.isPresent() ? granularity : dimension)
                            .problem(Construct.TIME_GRANULARITY.refusal(granularity.text(), List.of("day"))));
                }
                YamlNode key = known.config(dimension, Set.of("date_key")).at("date_key");
                return Optional.of(new Dimension.Day(
                        name, column(dimension), key.isPresent() ? column(key, key.text()) : "", description));
            }
            default -> {
                known.add(dimension.problem(Construct.DIMENSION_TYPE.refusal(type, TYPES)));
                return Optional.empty();
            }
        }
    }

    private Optional<Measure> measure(YamlNode measure, List<Dimension> dimensions) {
        known.only(measure, OF_MEASURE);
        YamlNode currency = known.config(measure, Set.of("currency")).at("currency");
        Optional<Aggregation> aggregation =
                known.oneOf(measure.at("agg"), Construct.AGGREGATION, List.of(Aggregation.values()), Aggregation::text);
        YamlNode own = measure.at("agg_time_dimension");
        YamlNode day = own.isPresent() ? own : node.at("defaults").at("agg_time_dimension");
        if (!day.isPresent()) {
            known.add(measure.problem("A measure needs 'agg_time_dimension', its own or that of 'defaults'"));
        }
        Optional<Dimension> found = day.isPresent() ? dimension(day, dimensions) : Optional.empty();
        if (found.isPresent() && !(found.get() instanceof Dimension.Day)) {
            known.add(day.problem("'" + day.text() + "' is not a dimension of type time"));
        }
        Optional<Dimension> money = currency.isPresent() ? dimension(currency, dimensions) : Optional.empty();
        Optional<String> column =
                aggregation.filter(Aggregation.COUNT::equals).isPresent() && countsRows(measure.at("expr"))
                        ? Optional.empty()
                        : Optional.of(column(measure));
        return found.filter(Dimension.Day.class::isInstance)
                .map(Dimension.Day.class::cast)
                .flatMap(when ->
                        aggregation.map(how -> new Measure(measure.at("name").text(), how, column, when, money)));
    }

    private static boolean countsRows(YamlNode expr) {
        return expr.value().asString("").equals("1");
    }

    private Optional<Dimension> dimension(YamlNode named, List<Dimension> dimensions) {
        Optional<Dimension> found = dimensions.stream()
                .filter(dimension -> dimension.name().equals(named.text()))
                .findFirst();
        if (found.isEmpty()) {
            known.add(named.problem("There is no dimension '" + named.text() + "' in the semantic model '"
                    + node.at("name").text() + "'"
                    + NearestName.among(dimensions.stream().map(Dimension::name).toList(), named.text())));
        }
        return found;
    }

    private String column(YamlNode of) {
        YamlNode expr = of.at("expr");
        return expr.isPresent()
                ? column(expr, expr.value().asString(""))
                : column(of, of.at("name").text());
    }

    private String column(YamlNode at, String column) {
        if (!columns.contains(column)) {
            known.add(at.problem("There is no column '" + column + "' among the described ones of the model '" + model
                    + "'" + NearestName.among(columns, column)));
        }
        return column;
    }
}
