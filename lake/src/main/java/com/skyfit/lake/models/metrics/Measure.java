package com.skyfit.lake.models.metrics;

import java.util.Optional;

/**
 * What can be computed of the rows of a semantic model.
 *
 * @param name unique in the project
 * @param aggregation how
 * @param column of the model; empty where rows are counted
 * @param day the dimension that places a row in time
 * @param currency the dimension that has the currency of an amount of money; amounts of different currencies are never added up. Empty for what is no
 *     money
 */
public record Measure(
        String name,
        Aggregation aggregation,
        Optional<String> column,
        Dimension.Day day,
        Optional<Dimension> currency) {}
