package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Condition;
import com.skyfit.lake.models.metrics.Condition.Comparison;
import com.skyfit.lake.models.metrics.Expression;
import com.skyfit.lake.models.metrics.Literal;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Metrics as DAX. Null in SQL and blank in DAX are not the same: blank equals 0 and the empty text, adds up as 0, and a count of nothing is blank. What is
 * written here means what the metric means.
 */
final class DaxOfMetrics {

    private final Metrics metrics;
    private final Tables tables;
    private final Relationships relationships;

    DaxOfMetrics(Metrics metrics, Tables tables, Relationships relationships) {
        this.metrics = metrics;
        this.tables = tables;
        this.relationships = relationships;
    }

    /** What is not there, although a metric needs it. */
    private static final class MissingException extends Exception {}

    /** The expression; empty where the export lacks something that the metric is made of. */
    Optional<String> of(Metric metric) {
        try {
            for (Metric.Simple part : metric.parts()) {
                simple(part);
            }
            return Optional.of(expression(metric));
        } catch (MissingException e) {
            return Optional.empty();
        }
    }

    private String expression(Metric metric) throws MissingException {
        if (metric instanceof Metric.Simple simple) {
            return simple(simple);
        }
        if (metric instanceof Metric.Ratio ratio) {
            return "DIVIDE ( " + value(ratio.numerator()) + ", " + value(ratio.denominator()) + " )";
        }
        return arithmetic(((Metric.Derived) metric).expression());
    }

    private String simple(Metric.Simple metric) throws MissingException {
        Shown table = tables.of(metric.model().model()).stream()
                .filter(one -> one.role().isEmpty())
                .findFirst()
                .orElseThrow(MissingException::new);
        Measure measure = metric.measure();
        List<String> arguments = new ArrayList<>();
        arguments.add(aggregated(table, measure));
        Relationship day = relationships.of(column(table, measure.day().key())).orElseThrow(MissingException::new);
        if (!day.isActive()) {
            arguments.add("USERELATIONSHIP ( " + Dax.column(day.from()) + ", " + Dax.column(day.to()) + " )");
        }
        for (Condition condition : metric.filter()) {
            arguments.add("KEEPFILTERS ( " + condition(table, condition) + " )");
        }
        return arguments.size() == 1
                ? arguments.get(0)
                : arguments.stream().collect(Collectors.joining(",\n    ", "CALCULATE (\n    ", "\n)"));
    }

    private static ColumnName column(Shown table, String column) throws MissingException {
        return table.column(column).orElseThrow(MissingException::new);
    }

    private static String aggregated(Shown table, Measure measure) throws MissingException {
        String number;
        if (measure.column().isEmpty()) {
            number = "COUNTROWS ( " + Dax.table(table.title()) + " )";
        } else {
            String column = Dax.column(column(table, measure.column().get()));
            number = function(measure.aggregation()) + " ( " + column + " )";
        }
        if (measure.currency().isEmpty()) {
            return number;
        }
        ColumnName currency = column(table, measure.currency().get().column());
        return "IF ( HASONEVALUE ( " + Dax.column(currency) + " ), " + number + " )";
    }

    private static String function(Aggregation aggregation) {
        return switch (aggregation) {
            case COUNT -> "COUNTA";
            case COUNT_DISTINCT -> "DISTINCTCOUNTNOBLANK";
            case SUM -> "SUM";
            case AVERAGE -> "AVERAGE";
            case MIN -> "MIN";
            case MAX -> "MAX";
            case MEDIAN -> "MEDIAN";
        };
    }

    private static String condition(Shown table, Condition condition) throws MissingException {
        String column = Dax.column(column(table, condition.dimension().column()));
        if (condition instanceof Condition.Holds holds) {
            return column + " == " + (holds.expected() ? "TRUE ()" : "FALSE ()");
        }
        if (condition instanceof Condition.Given given) {
            return (given.expected() ? "NOT " : "") + "ISBLANK ( " + column + " )";
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf.values().stream()
                    .map(DaxOfMetrics::literal)
                    .collect(Collectors.joining(", ", column + " IN { ", " }"));
        }
        Condition.Compares compares = (Condition.Compares) condition;
        String with = literal(compares.with());
        return compares.comparison() == Comparison.EQUAL
                ? column + " == " + with
                : "NOT ISBLANK ( " + column + " ) && " + column + " "
                        + compares.comparison().sign() + " " + with;
    }

    private static String literal(Literal literal) {
        return literal instanceof Literal.Text text
                ? Dax.text(text.value())
                : ((Literal.Numeric) literal).value().toPlainString();
    }

    private String arithmetic(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value().toPlainString();
        }
        if (expression instanceof Expression.Of of) {
            return value(of.metric());
        }
        Expression.Pair pair = (Expression.Pair) expression;
        String left = arithmetic(pair.left());
        String right = arithmetic(pair.right());
        return switch (pair.operator()) {
            case DIVIDED_BY -> "DIVIDE ( " + left + ", " + right + " )";
            case TIMES -> "( " + left + " * " + right + " )";
            case PLUS, MINUS -> {
                String sum = "( " + left + " " + pair.operator().sign() + " " + right + " )";
                List<String> doubtful = new ArrayList<>();
                if (!isNeverNull(pair.left())) {
                    doubtful.add("ISBLANK ( " + left + " )");
                }
                if (!isNeverNull(pair.right())) {
                    doubtful.add("ISBLANK ( " + right + " )");
                }
                yield doubtful.isEmpty() ? sum : "IF ( " + String.join(" || ", doubtful) + ", BLANK (), " + sum + " )";
            }
        };
    }

    private String value(Metric metric) {
        String measure = Dax.member(metrics.title(metric));
        return isCount(metric) ? "COALESCE ( " + measure + ", 0 )" : measure;
    }

    private static boolean isNeverNull(Expression expression) {
        if (expression instanceof Expression.Pair pair) {
            return pair.operator() != Expression.Operator.DIVIDED_BY
                    && isNeverNull(pair.left())
                    && isNeverNull(pair.right());
        }
        return !(expression instanceof Expression.Of of) || isCount(of.metric());
    }

    private static boolean isCount(Metric metric) {
        return metric instanceof Metric.Simple simple
                && switch (simple.measure().aggregation()) {
                    case COUNT, COUNT_DISTINCT -> true;
                    case SUM, AVERAGE, MIN, MAX, MEDIAN -> false;
                };
    }
}
