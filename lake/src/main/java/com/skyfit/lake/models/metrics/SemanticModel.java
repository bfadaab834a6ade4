package com.skyfit.lake.models.metrics;

import java.util.List;
import java.util.Optional;

/**
 * What a model of the project means: its keys, what its rows are grouped by, what is computed of them.
 *
 * @param name unique in the project
 * @param model the name of the model, which becomes a table or view
 * @param description its meaning; empty text where nobody has said
 * @param entities one of them primary
 * @param dimensions in the order of the file
 * @param measures in the order of the file
 */
public record SemanticModel(
        String name,
        String model,
        String description,
        List<Entity> entities,
        List<Dimension> dimensions,
        List<Measure> measures) {

    public SemanticModel {
        entities = List.copyOf(entities);
        dimensions = List.copyOf(dimensions);
        measures = List.copyOf(measures);
    }

    /** The dimension of that name. */
    public Optional<Dimension> dimension(String called) {
        return dimensions.stream().filter(one -> one.name().equals(called)).findFirst();
    }

    /** The entity of that name. */
    public Optional<Entity> entity(String called) {
        return entities.stream().filter(one -> one.name().equals(called)).findFirst();
    }
}
