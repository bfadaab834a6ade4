package com.skyfit.lake.models.metrics;

import java.math.BigDecimal;
import java.util.stream.Stream;

/** Arithmetic over metrics. A part that is null makes the whole null. */
public sealed interface Expression {

    /** The metrics it names, as often as it does. */
    Stream<Metric> metrics();

    /** A constant. */
    record Constant(BigDecimal value) implements Expression {

        @Override
        public Stream<Metric> metrics() {
            return Stream.empty();
        }
    }

    /** The number of a metric. */
    record Of(Metric metric) implements Expression {

        @Override
        public Stream<Metric> metrics() {
            return Stream.of(metric);
        }
    }

    /** Two parts and what connects them. */
    record Pair(Expression left, Operator operator, Expression right) implements Expression {

        @Override
        public Stream<Metric> metrics() {
            return Stream.concat(left.metrics(), right.metrics());
        }
    }

    /** What connects two numbers. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        /** Null where the divisor is 0. */
        DIVIDED_BY("/");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** The sign that people write. */
        public String sign() {
            return sign;
        }
    }
}
