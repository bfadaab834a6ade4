package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;

/**
 * What checks are about: the records of one entity in one scope.
 *
 * @param source where they come from
 * @param scope the business unit
 * @param entity their kind
 */
public record Subject(Source source, String scope, Entity entity) {

    @Override
    public String toString() {
        return source.name() + "." + scope + "." + entity.name();
    }
}
