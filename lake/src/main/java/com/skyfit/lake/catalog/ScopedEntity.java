package com.skyfit.lake.catalog;

import com.skyfit.lake.catalog.expectation.Expected;

/**
 * An entity in one scope, with its description: what a {@link Subject} names.
 *
 * @param source where its records come from
 * @param scope the business unit
 * @param entity their kind
 */
public record ScopedEntity(Source source, String scope, Entity entity) {

    /** Its name. */
    public Subject subject() {
        return new Subject(source.name(), scope, entity.name());
    }

    /** The expectations for its records. */
    public Expected expected() {
        return source.expectations().of(scope, entity.name());
    }

    @Override
    public String toString() {
        return subject().toString();
    }
}
