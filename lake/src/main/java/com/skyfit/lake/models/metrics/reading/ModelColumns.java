package com.skyfit.lake.models.metrics.reading;

import java.util.Map;
import java.util.Set;

/**
 * The models that semantic models can be about.
 *
 * @param columns the described columns of each model by its name
 * @param leftOut the names of models that are switched off or refused: what is about them is left out without a further word
 */
public record ModelColumns(Map<String, Set<String>> columns, Set<String> leftOut) {

    public ModelColumns {
        columns = Map.copyOf(columns);
        leftOut = Set.copyOf(leftOut);
    }
}
