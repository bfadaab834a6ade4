package com.skyfit.lake.models.metrics;

import java.util.List;
import java.util.Optional;

/**
 * The semantic models and metrics of a project that can be used.
 *
 * @param models in the order of files and within them
 * @param metrics in the same order
 */
public record SemanticLayer(List<SemanticModel> models, List<Metric> metrics) {

    /** That of a project without any. */
    public static final SemanticLayer NONE = new SemanticLayer(List.of(), List.of());

    public SemanticLayer {
        models = List.copyOf(models);
        metrics = List.copyOf(metrics);
    }

    /** The metric of that name. */
    public Optional<Metric> metric(String called) {
        return metrics.stream().filter(one -> one.name().equals(called)).findFirst();
    }

    /** The model that an entity leads to: the one whose rows it identifies. */
    public Optional<SemanticModel> identifiedBy(String entity) {
        return models.stream()
                .filter(model -> model.entity(entity).filter(Entity::identifies).isPresent())
                .findFirst();
    }
}
