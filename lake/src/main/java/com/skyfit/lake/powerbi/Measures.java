package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.Unit;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The measures of a model: one for each metric whose table is part of it. */
final class Measures {

    private final Map<String, List<Measure>> byTable = new LinkedHashMap<>();
    private final Map<String, ColumnName> names = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    Measures(Metrics metrics, Tables tables, Relationships relationships, Language language) {
        DaxOfMetrics dax = new DaxOfMetrics(metrics, tables, relationships);
        for (Metric metric : metrics.all()) {
            Optional<String> home =
                    tables.of(Metrics.home(metric)).stream().map(Shown::title).findFirst();
            Optional<String> expression = dax.of(metric);
            if (home.isEmpty() || expression.isEmpty()) {
                leftOut.add(
                        "metric " + metric.name()
                                + ", because the export lacks a table or column that it is made of, or its rows have no day of the calendar");
                continue;
            }
            String title = metrics.title(metric);
            names.put(metric.name(), new ColumnName(home.get(), title));
            byTable.computeIfAbsent(home.get(), none -> new ArrayList<>())
                    .add(new Measure(
                            title,
                            Names.description(metric.meaning().description() + "\n"
                                    + metric.meaning().differs()),
                            expression.get(),
                            format(metric.meaning().unit()),
                            folder(metric.meaning().unit(), language),
                            StableId.of("measure", metric.name())));
        }
    }

    private static String format(Unit unit) {
        return switch (unit) {
            case COUNT, MINUTES -> "#,0";
            case MONEY, NUMBER -> "#,0.00";
            case SHARE -> "0.0%";
            case DAYS -> "#,0.0";
        };
    }

    private static String folder(Unit unit, Language language) {
        return switch (unit) {
            case COUNT -> language.of("Counts", "Contagens");
            case MONEY -> language.of("Amounts", "Valores");
            case SHARE -> language.of("Rates", "Taxas");
            case DAYS, MINUTES -> language.of("Durations", "Durações");
            case NUMBER -> "";
        };
    }

    /** Those of a table, in the order of the metrics. */
    List<Measure> of(Shown table) {
        return byTable.getOrDefault(table.title(), List.of());
    }

    /** Their names by those of their metrics. */
    Map<String, ColumnName> names() {
        return names;
    }

    /** The metrics without a measure, and why. */
    List<String> leftOut() {
        return leftOut;
    }
}
