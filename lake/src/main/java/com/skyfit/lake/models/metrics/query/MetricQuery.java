package com.skyfit.lake.models.metrics.query;

import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Entity;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.SemanticModel;
import com.skyfit.lake.warehouse.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question for metrics. Amounts of money are grouped by their currency, asked or not. Each part of a metric goes by its own day.
 *
 * @param layer in which the metrics are
 * @param metrics in the order of the columns; at least one
 * @param by a row for each of these; one row where it is empty
 * @param limits which rows count
 */
public record MetricQuery(SemanticLayer layer, List<Metric> metrics, List<Grouping> by, Set<Limit> limits) {

    /** A limit whose value the query has as a parameter. */
    public enum Limit {
        /** The first day, {@code :from}. */
        FROM,
        /** The last day, {@code :to}. */
        TO,
        /** The account, {@code :scope}: semantic models need a dimension of that name. */
        SCOPE
    }

    private static final String SCOPE = "scope";

    public MetricQuery {
        metrics = List.copyOf(metrics);
        Set<Grouping> complete = new LinkedHashSet<>(by);
        metrics.stream()
                .flatMap(metric -> metric.currency().stream())
                .forEach(currency -> complete.add(new Grouping.Own(currency.name())));
        by = List.copyOf(complete);
        limits = Set.copyOf(limits);
    }

    /** Rows of one model that are placed in time by one of its days. */
    private record Branch(SemanticModel model, Dimension.Day day) {

        private String name() {
            return model.name() + "_by_" + day.name();
        }
    }

    /**
     * The query, with a parameter for each limit. Its columns are those of the groupings, then those of the metrics under their names; its rows are in
     * no order.
     *
     * @param relation what a model is called in the text, by its name
     */
    public String sql(UnaryOperator<String> relation) {
        Map<Branch, List<Metric.Simple>> branches = new LinkedHashMap<>();
        parts().forEach(part -> branches.computeIfAbsent(
                        new Branch(part.model(), part.measure().day()), none -> new ArrayList<>())
                .add(part));
        List<String> steps = new ArrayList<>();
        branches.forEach((branch, parts) ->
                steps.add(Sql.readable(branch.name()) + " as (\n" + rows(branch, parts, relation) + "\n)"));
        if (branches.size() > 1) {
            steps.add("parts as (\n" + together(branches) + "\n)");
        }
        String from = branches.size() > 1
                ? "parts"
                : branches.keySet().iterator().next().name();
        String selected = listed(
                "    ",
                Stream.concat(
                                groups().stream(),
                                metrics.stream().map(metric -> named(Formula.of(metric), metric.name())))
                        .toList());
        return "with " + String.join(",\n", steps) + "\nselect\n" + selected + "\nfrom " + Sql.readable(from);
    }

    /** The same with its rows in the order of the groupings. */
    public String ordered(UnaryOperator<String> relation) {
        return sql(relation) + (by.isEmpty() ? "" : "\norder by " + String.join(", ", groups()));
    }

    private Set<Metric.Simple> parts() {
        return metrics.stream()
                .flatMap(metric -> metric.parts().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> groups() {
        return by.stream().map(grouping -> Sql.readable(grouping.column())).toList();
    }

    private String rows(Branch branch, List<Metric.Simple> parts, UnaryOperator<String> relation) {
        List<String> columns = new ArrayList<>();
        by.forEach(grouping -> columns.add(named(group(branch, grouping), grouping.column())));
        parts.forEach(part -> columns.add(named(Formula.aggregate(part), part.name())));
        StringBuilder sql = new StringBuilder("    select\n")
                .append(listed("        ", columns))
                .append("\n    from ")
                .append(relation.apply(branch.model().model()))
                .append(' ')
                .append(Formula.ROWS);
        joined().forEach(entity -> sql.append("\n        left join ")
                .append(relation.apply(identifiedBy(entity).model()))
                .append(' ')
                .append(Sql.readable(entity))
                .append(" on ")
                .append(Sql.readable(entity, key(identifiedBy(entity), entity)))
                .append(" = ")
                .append(Formula.column(key(branch.model(), entity))));
        List<String> conditions = conditions(branch, parts);
        if (!conditions.isEmpty()) {
            sql.append("\n    where ").append(String.join("\n        and ", conditions));
        }
        if (!by.isEmpty()) {
            sql.append("\n    group by ").append(numbers());
        }
        return sql.toString();
    }

    private List<String> conditions(Branch branch, Collection<Metric.Simple> parts) {
        List<String> conditions = new ArrayList<>();
        String day = Formula.column(branch.day().column());
        if (limits.contains(Limit.FROM)) {
            conditions.add(day + " >= :from");
        }
        if (limits.contains(Limit.TO)) {
            conditions.add(day + " <= :to");
        }
        if (limits.contains(Limit.SCOPE)) {
            conditions.add(group(branch, new Grouping.Own(SCOPE)) + " = :scope");
        }
        // Without groups there is one row in any case; otherwise none for groups in which nothing counts.
        if (!by.isEmpty() && parts.stream().noneMatch(part -> part.filter().isEmpty())) {
            List<String> each = parts.stream()
                    .map(part -> Formula.all(part.filter()))
                    .distinct()
                    .toList();
            conditions.add(each.size() == 1 ? each.get(0) : "((" + String.join(") or (", each) + "))");
        }
        return conditions;
    }

    private String group(Branch branch, Grouping grouping) {
        if (grouping instanceof Grouping.Period period) {
            String day = Formula.column(branch.day().column());
            return period == Grouping.Period.DAY
                    ? day
                    : "date_trunc(" + Sql.literal(period.column()) + ", " + day + ")::date";
        }
        if (grouping instanceof Grouping.Joined joined) {
            return Sql.readable(joined.entity(), column(identifiedBy(joined.entity()), joined.dimension()));
        }
        return Formula.column(column(branch.model(), grouping.column()));
    }

    private Set<String> joined() {
        return by.stream()
                .filter(Grouping.Joined.class::isInstance)
                .map(grouping -> ((Grouping.Joined) grouping).entity())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private SemanticModel identifiedBy(String entity) {
        return layer.identifiedBy(entity)
                .orElseThrow(() -> new IllegalArgumentException("No semantic model is identified by '" + entity + "'"));
    }

    private static String key(SemanticModel model, String entity) {
        return model.entity(entity).map(Entity::column).orElseThrow(() -> hasNone(model, entity));
    }

    private static String column(SemanticModel model, String dimension) {
        return model.dimension(dimension).map(Dimension::column).orElseThrow(() -> hasNone(model, dimension));
    }

    private static IllegalArgumentException hasNone(SemanticModel model, String name) {
        return new IllegalArgumentException("The semantic model '" + model.name() + "' cannot be grouped by '" + name
                + "': ask for its metrics by themselves");
    }

    /** One row for each group, of whichever branches have it. */
    private String together(Map<Branch, List<Metric.Simple>> branches) {
        List<String> columns = new ArrayList<>(groups());
        parts().forEach(part -> columns.add(
                Formula.counts(part)
                        ? "coalesce(max(" + Sql.readable(part.name()) + "), 0)::bigint as " + Sql.readable(part.name())
                        : "max(" + Sql.readable(part.name()) + ") as " + Sql.readable(part.name())));
        String all = branches.entrySet().stream()
                .map(branch -> "        select "
                        + Stream.concat(
                                        groups().stream(),
                                        parts().stream()
                                                .map(part ->
                                                        (branch.getValue().contains(part) ? "" : "null::numeric as ")
                                                                + Sql.readable(part.name())))
                                .collect(Collectors.joining(", "))
                        + " from " + Sql.readable(branch.getKey().name()))
                .collect(Collectors.joining("\n        union all\n"));
        return "    select\n" + listed("        ", columns) + "\n    from (\n" + all + "\n    ) branches"
                + (by.isEmpty() ? "" : "\n    group by " + numbers());
    }

    /** A column whose name is said only where the expression has another. */
    private static String named(String expression, String name) {
        String readable = Sql.readable(name);
        return expression.equals(readable) || expression.endsWith("." + readable)
                ? expression
                : expression + " as " + readable;
    }

    private String numbers() {
        return Stream.iterate(1, number -> number + 1)
                .limit(by.size())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String listed(String indent, List<String> columns) {
        return columns.stream().collect(Collectors.joining(",\n" + indent, indent, ""));
    }
}
