package com.skyfit.lake.models.metrics;

import java.math.BigDecimal;

/** A constant that a dimension is compared with. */
public sealed interface Literal {

    /** A text. */
    record Text(String value) implements Literal {}

    /** A number. */
    record Numeric(BigDecimal value) implements Literal {}
}
