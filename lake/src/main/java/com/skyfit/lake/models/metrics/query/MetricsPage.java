package com.skyfit.lake.models.metrics.query;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.List;
import java.util.stream.Collectors;

/** All metrics of a project as a page in Markdown. */
public final class MetricsPage {

    private static final String BEGIN = """
            # Metrics

            This page is derived from the definitions in the schema files of the models: `skyfit metrics list --markdown` prints it. `skyfit metrics value NAME` computes a metric,
            by `--by`, `--from`, `--to` and `--scope`. A ratio is null where it would divide by 0; shares have 4 places, other numbers that are no counts 2. Amounts of different
            currencies are never added up. Each metric goes by the day that its rows name, a local day; rows without that day are in no period, and in the total.
            """;

    private MetricsPage() {}

    /** The page; a section for each semantic model that metrics are computed of, and in it one for each metric. */
    public static String of(ModelProject project) {
        StringBuilder page = new StringBuilder(BEGIN);
        for (SemanticModel model : project.layer().models()) {
            List<MetricSheet> sheets = project.layer().metrics().stream()
                    .filter(metric -> first(metric).equals(model))
                    .map(metric -> MetricSheet.of(project, metric))
                    .toList();
            if (!sheets.isEmpty()) {
                page.append("\n## ").append(model.name()).append("\n\n").append(model.description());
                page.append(" They can be grouped by ")
                        .append(sheets.get(0).groupings().stream()
                                .map(word -> "`" + word + "`")
                                .collect(Collectors.joining(", ")))
                        .append(".\n");
                sheets.forEach(sheet -> page.append('\n').append(sheet.markdown()));
            }
        }
        return page.toString();
    }

    private static SemanticModel first(Metric metric) {
        return metric.models().iterator().next();
    }
}
