package com.skyfit.lake.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the lake is meant.
 *
 * @param source a source's name; null for all
 * @param scope a scope; null for all
 * @param entity an entity's name; null for all
 */
public record Selection(
        @Nullable String source,
        @Nullable String scope,
        @Nullable String entity) {

    /** The whole lake. */
    public static final Selection ALL = new Selection(null, null, null);

    /** Whether the source is meant. */
    public boolean includes(Source candidate) {
        return source == null || source.equals(candidate.name());
    }

    /** Whether the scope is meant. */
    public boolean includesScope(String candidate) {
        return scope == null || scope.equals(candidate);
    }

    /** Whether the entity is meant. */
    public boolean includes(Entity candidate) {
        return entity == null || entity.equals(candidate.name());
    }
}
