package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Expression;
import com.skyfit.lake.models.metrics.Expression.Operator;
import com.skyfit.lake.models.metrics.Metric;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Understands the expression of a derived metric. */
final class ExpressionReading {

    private static final String SUPPORTED =
            "the names of its metrics, numbers, + - * /, parentheses, and nullif(..., 0) around what divides";

    private final Map<String, Metric> metrics;
    private final Tokens tokens;

    /** @param metrics that it may name, by the names it has for them */
    ExpressionReading(Map<String, Metric> metrics, String text) {
        this.metrics = metrics;
        this.tokens = new Tokens(text, SUPPORTED);
    }

    Expression expression() throws UnreadableTextException {
        Expression expression = sum();
        tokens.expectEnd();
        return expression;
    }

    private Expression sum() throws UnreadableTextException {
        Expression sum = product();
        while (true) {
            if (tokens.takes("+")) {
                sum = new Expression.Pair(sum, Operator.PLUS, product());
            } else if (tokens.takes("-")) {
                sum = new Expression.Pair(sum, Operator.MINUS, product());
            } else {
                return sum;
            }
        }
    }

    private Expression product() throws UnreadableTextException {
        Expression product = factor();
        while (true) {
            if (tokens.takes("*")) {
                product = new Expression.Pair(product, Operator.TIMES, factor());
            } else if (tokens.takes("/")) {
                Expression divisor = divisor();
                if (isWhole(product) && isWhole(divisor)) {
                    throw new UnreadableTextException(
                            "dbt divides counts without a rest: write a ratio, or 1.0 * before what is divided");
                }
                product = new Expression.Pair(product, Operator.DIVIDED_BY, divisor);
            } else {
                return product;
            }
        }
    }

    /** Whether PostgreSQL, and so dbt, has a whole number for it in any case. */
    private static boolean isWhole(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value().scale() <= 0;
        }
        if (expression instanceof Expression.Of of) {
            return of.metric() instanceof Metric.Simple simple
                    && (simple.measure().aggregation() == Aggregation.COUNT
                            || simple.measure().aggregation() == Aggregation.COUNT_DISTINCT);
        }
        Expression.Pair pair = (Expression.Pair) expression;
        return isWhole(pair.left()) && isWhole(pair.right());
    }

    /** dbt divides as PostgreSQL does, and a 0 would end the whole query: it has to be ruled out in the text. */
    private Expression divisor() throws UnreadableTextException {
        if (tokens.takes("nullif")) {
            tokens.expect("(");
            Expression divisor = sum();
            tokens.expect(",");
            tokens.expect("0");
            tokens.expect(")");
            return divisor;
        }
        Expression divisor = factor();
        if (divisor instanceof Expression.Constant constant && constant.value().signum() != 0) {
            return divisor;
        }
        throw new UnreadableTextException("What divides can be 0: write nullif(..., 0) around it");
    }

    private Expression factor() throws UnreadableTextException {
        if (tokens.takes("(")) {
            Expression inner = sum();
            tokens.expect(")");
            return inner;
        }
        Optional<BigDecimal> number = tokens.number();
        if (number.isPresent()) {
            return new Expression.Constant(number.get());
        }
        String name = tokens.take(Tokens.Kind.WORD).orElseThrow(tokens::unexpected);
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new UnreadableTextException(
                    "'" + name + "' is not among the metrics of this one" + NearestName.among(metrics.keySet(), name));
        }
        return new Expression.Of(metric);
    }
}
