package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.display.Title;
import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The metrics of a project with the titles of their measures, of which none is there twice in a model. */
final class Metrics {

    private final SemanticLayer layer;
    private final Map<String, String> titles = new LinkedHashMap<>();

    Metrics(SemanticLayer layer, Language language) {
        this.layer = layer;
        Names names = new Names();
        for (Metric metric : layer.metrics()) {
            Title title = new Title(metric.meaning().label(), metric.meaning().labelPt());
            titles.put(metric.name(), names.take(language.of(title, metric.name())));
        }
    }

    List<Metric> all() {
        return layer.metrics();
    }

    String title(Metric metric) {
        return String.valueOf(titles.get(metric.name()));
    }

    /** The model in whose table the measure of a metric is: that of its first part. */
    static String home(Metric metric) {
        return metric.models().iterator().next().model();
    }

    /** The titles of the measures in the table of each model. */
    Map<String, List<String>> titlesByModel() {
        return layer.metrics().stream()
                .collect(Collectors.groupingBy(Metrics::home, Collectors.mapping(this::title, Collectors.toList())));
    }

    /** Of each model the column that says on which day its rows count, as its first measure has it. */
    Map<String, String> usualDays() {
        Map<String, String> days = new LinkedHashMap<>();
        for (SemanticModel model : layer.models()) {
            model.measures().stream()
                    .findFirst()
                    .ifPresent(measure ->
                            days.putIfAbsent(model.model(), measure.day().key()));
        }
        return days;
    }

    /** Whether a measure already tells what people would compute of a column. */
    boolean sumUp(String model, String column) {
        return layer.models().stream()
                .filter(one -> one.model().equals(model))
                .flatMap(one -> one.measures().stream())
                .filter(measure -> measure.aggregation() != Aggregation.COUNT_DISTINCT)
                .map(Measure::column)
                .anyMatch(summed -> summed.filter(column::equals).isPresent());
    }
}
