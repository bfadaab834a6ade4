package com.skyfit.lake.models.metrics.query;

import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Entity;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a query has a row for each of. */
public sealed interface Grouping {

    /** The name of the column in the rows of the query. */
    String column();

    /** A stretch of time, by its first day. */
    enum Period implements Grouping {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        @Override
        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A dimension that every semantic model of the query has under this name. */
    record Own(String dimension) implements Grouping {

        @Override
        public String column() {
            return dimension;
        }
    }

    /**
     * A dimension of the model that a key leads to.
     *
     * @param entity a foreign one of every semantic model of the query
     */
    record Joined(String entity, String dimension) implements Grouping {

        @Override
        public String column() {
            return entity + "__" + dimension;
        }
    }

    /**
     * What a word means for a metric: a period, a dimension, or {@code entity__dimension} of a model that a key leads to.
     *
     * @throws IllegalArgumentException if it means nothing; the message says what would
     */
    static Grouping of(SemanticLayer layer, Metric metric, String word) {
        List<Grouping> known = all(layer, metric);
        return known.stream()
                .filter(one -> one.column().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + metric.name() + "' cannot be grouped by '" + word
                        + "'"
                        + NearestName.among(known.stream().map(Grouping::column).toList(), word)));
    }

    /** All that a metric can be grouped by. */
    static List<Grouping> all(SemanticLayer layer, Metric metric) {
        List<Grouping> all = new ArrayList<>(Arrays.asList(Period.values()));
        shared(metric.models().stream().map(Grouping::own).toList()).forEach(name -> all.add(new Own(name)));
        for (String entity :
                shared(metric.models().stream().map(Grouping::foreign).toList())) {
            layer.identifiedBy(entity).stream()
                    .flatMap(model -> own(model).stream())
                    .forEach(name -> all.add(new Joined(entity, name)));
        }
        return all;
    }

    private static List<String> own(SemanticModel model) {
        return model.dimensions().stream()
                .filter(Dimension.Category.class::isInstance)
                .map(Dimension::name)
                .toList();
    }

    private static List<String> foreign(SemanticModel model) {
        return model.entities().stream()
                .filter(entity -> !entity.identifies())
                .map(Entity::name)
                .toList();
    }

    private static List<String> shared(Collection<List<String>> names) {
        Optional<List<String>> first = names.stream().findFirst();
        return first.orElse(List.of()).stream()
                .filter(name -> names.stream().allMatch(each -> each.contains(name)))
                .toList();
    }
}
