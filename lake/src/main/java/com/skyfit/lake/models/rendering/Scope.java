package com.skyfit.lake.models.rendering;

import com.skyfit.lake.models.Relation;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a text may ask for while it is rendered.
 *
 * @param self what {@code this} is
 * @param models the relation of a model by its name; null where there is no such model
 * @param sources the relation of a table by the names of source and table; null where there is none
 * @param variables the values of {@code var}
 * @param incremental what {@code is_incremental()} answers
 */
public record Scope(
        Relation self,
        Function<String, @Nullable Relation> models,
        BiFunction<String, String, @Nullable Relation> sources,
        Map<String, Object> variables,
        boolean incremental) {

    /** The same for a model that has been built before. */
    public Scope afterFirstBuild() {
        return new Scope(self, models, sources, variables, true);
    }
}
