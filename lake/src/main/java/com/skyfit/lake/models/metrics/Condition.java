package com.skyfit.lake.models.metrics;

import java.util.List;

/** What a row must meet to be counted. Where it cannot be told because the value is null, the row does not meet it; only {@link Given} asks for null. */
public sealed interface Condition {

    /** The dimension it is about. */
    Dimension dimension();

    /** The dimension is true, or false. */
    record Holds(Dimension dimension, boolean expected) implements Condition {}

    /** The dimension has a value, or has none. */
    record Given(Dimension dimension, boolean expected) implements Condition {}

    /** The dimension compares so with a constant. */
    record Compares(Dimension dimension, Comparison comparison, Literal with) implements Condition {}

    /** The dimension is one of these; at least one. */
    record OneOf(Dimension dimension, List<Literal> values) implements Condition {

        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** How two values compare. */
    enum Comparison {
        EQUAL("="),
        DIFFERENT("<>"),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** The sign that SQL and DAX share. */
        public String sign() {
            return sign;
        }
    }
}
