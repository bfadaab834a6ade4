package com.skyfit.lake.models.metrics.query;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Meaning;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to know of a metric, for people and programs.
 *
 * @param rows what it is computed of, and which day places a row in time: {@code deals by closed_date}
 * @param madeOf the metrics it is computed of; none where it is computed of rows
 * @param currency the column by which its amounts are always grouped; empty where it is no money
 * @param groupings the words that it can be grouped by
 * @param sql its query by month, or of all time where its parts go by different days
 */
public record MetricSheet(
        String name,
        String label,
        String labelPt,
        String description,
        Unit unit,
        String differs,
        List<String> rows,
        List<String> madeOf,
        Optional<String> currency,
        List<String> groupings,
        String sql) {

    public MetricSheet {
        rows = List.copyOf(rows);
        madeOf = List.copyOf(madeOf);
        groupings = List.copyOf(groupings);
    }

    /** The sheet of a metric of that project. */
    public static MetricSheet of(ModelProject project, Metric metric) {
        Meaning meaning = metric.meaning();
        return new MetricSheet(
                metric.name(),
                meaning.label(),
                meaning.labelPt(),
                meaning.description(),
                meaning.unit(),
                meaning.differs(),
                metric.parts().stream()
                        .map(part -> part.model().name() + " by "
                                + part.measure().day().name())
                        .distinct()
                        .toList(),
                madeOf(metric),
                metric.currency().map(Dimension::name),
                Grouping.all(project.layer(), metric).stream()
                        .map(Grouping::column)
                        .toList(),
                new MetricQuery(
                                project.layer(),
                                List.of(metric),
                                metric.goesByOneDay() ? List.of(Grouping.Period.MONTH) : List.of(),
                                Set.of())
                        .ordered(project::relation));
    }

    private static List<String> madeOf(Metric metric) {
        if (metric instanceof Metric.Ratio ratio) {
            return List.of(ratio.numerator().name(), ratio.denominator().name());
        }
        return metric instanceof Metric.Derived derived
                ? derived.expression().metrics().map(Metric::name).distinct().toList()
                : List.of();
    }

    /** The sheet as a section of a page in Markdown. */
    public String markdown() {
        List<String> facts = new ArrayList<>();
        facts.add("rows: " + String.join(", ", rows));
        if (!madeOf.isEmpty()) {
            facts.add("made of: " + madeOf.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", ")));
        }
        facts.add("unit: " + unit.text());
        currency.ifPresent(column -> facts.add("always grouped by `" + column + "`"));
        if (!differs.isEmpty()) {
            facts.add("difference to the vendor's screen: " + differs);
        }
        return "### " + label + " (`" + name + "`)\n\n" + description + "\n\n"
                + facts.stream().map(fact -> "- " + fact + "\n").collect(Collectors.joining()) + "\n```sql\n" + sql
                + "\n```\n";
    }
}
