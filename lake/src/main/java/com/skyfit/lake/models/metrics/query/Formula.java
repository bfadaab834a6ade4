package com.skyfit.lake.models.metrics.query;

import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Condition;
import com.skyfit.lake.models.metrics.Expression;
import com.skyfit.lake.models.metrics.Literal;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.Unit;
import com.skyfit.lake.warehouse.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** The definitions as expressions of SQL. */
final class Formula {

    /** How the rows of the fact are called. */
    static final String ROWS = "f";

    private Formula() {}

    static String column(String name) {
        return Sql.readable(ROWS, name);
    }

    /** The aggregate of a metric that is made of no other. */
    static String aggregate(Metric.Simple metric) {
        Measure measure = metric.measure();
        String of = measure.column().map(Formula::column).orElse("*");
        String aggregate = switch (measure.aggregation()) {
            case COUNT -> "count(" + of + ")";
            case COUNT_DISTINCT -> "count(distinct " + of + ")";
            case SUM -> "sum(" + of + ")";
            case AVERAGE -> "avg(" + of + ")";
            case MIN -> "min(" + of + ")";
            case MAX -> "max(" + of + ")";
            case MEDIAN -> "percentile_cont(0.5) within group (order by " + of + ")";
        };
        return metric.filter().isEmpty() ? aggregate : aggregate + " filter (where " + all(metric.filter()) + ")";
    }

    /** Whether no rows make 0, and not null. */
    static boolean counts(Metric.Simple metric) {
        return metric.measure().aggregation() == Aggregation.COUNT
                || metric.measure().aggregation() == Aggregation.COUNT_DISTINCT;
    }

    static String all(List<Condition> conditions) {
        return conditions.stream().map(Formula::condition).collect(Collectors.joining(" and "));
    }

    private static String condition(Condition condition) {
        String column = column(condition.dimension().column());
        if (condition instanceof Condition.Holds holds) {
            return holds.expected() ? column : "not " + column;
        }
        if (condition instanceof Condition.Given given) {
            return column + (given.expected() ? " is not null" : " is null");
        }
        if (condition instanceof Condition.Compares compares) {
            return column + " " + compares.comparison().sign() + " " + literal(compares.with());
        }
        return column + " in ("
                + ((Condition.OneOf) condition)
                        .values().stream().map(Formula::literal).collect(Collectors.joining(", "))
                + ")";
    }

    private static String literal(Literal literal) {
        return literal instanceof Literal.Text text
                ? Sql.literal(text.value())
                : ((Literal.Numeric) literal).value().toPlainString();
    }

    /** A metric computed of the columns that have its parts. */
    static String of(Metric metric) {
        if (metric instanceof Metric.Simple simple && counts(simple)) {
            return Sql.readable(simple.name());
        }
        int places = places(metric.meaning().unit());
        return places == 0 ? exact(metric) : "round(" + exact(metric) + ", " + places + ")";
    }

    private static String exact(Metric metric) {
        if (metric instanceof Metric.Ratio ratio) {
            return factor(ratio.numerator()) + " / nullif(" + exact(ratio.denominator()) + ", 0)";
        }
        if (metric instanceof Metric.Derived derived) {
            return expression(derived.expression());
        }
        return Sql.readable(metric.name()) + "::numeric";
    }

    private static String factor(Metric metric) {
        return metric instanceof Metric.Simple ? exact(metric) : "(" + exact(metric) + ")";
    }

    private static String expression(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value().toPlainString();
        }
        if (expression instanceof Expression.Of of) {
            return exact(of.metric());
        }
        Expression.Pair pair = (Expression.Pair) expression;
        String left = part(pair.left());
        return pair.operator() == Expression.Operator.DIVIDED_BY
                ? left + " / nullif(" + expression(pair.right()) + ", 0)"
                : left + " " + pair.operator().sign() + " " + part(pair.right());
    }

    /** What stands beside an operator; only what nothing could take apart has no parentheses. */
    private static String part(Expression expression) {
        boolean whole = expression instanceof Expression.Of of
                ? of.metric() instanceof Metric.Simple
                : expression instanceof Expression.Constant constant
                        && constant.value().signum() >= 0;
        return whole ? expression(expression) : "(" + expression(expression) + ")";
    }

    /** Places behind the point that are shown. */
    private static int places(Unit unit) {
        return switch (unit) {
            case COUNT -> 0;
            case MONEY, DAYS, MINUTES, NUMBER -> 2;
            case SHARE -> 4;
        };
    }
}
