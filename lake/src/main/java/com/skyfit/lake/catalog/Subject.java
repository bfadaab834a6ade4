package com.skyfit.lake.catalog;

import java.util.Map;

/**
 * The records of one entity in one scope, by name: what a unit of work, a state, a part or a check is about.
 *
 * @param source the source's name
 * @param scope the business unit, or {@link #ALL_SCOPES}
 * @param entity the entity's name
 */
public record Subject(String source, String scope, String entity) {

    /** In place of the scope if a stage handles all of them at once. */
    public static final String ALL_SCOPES = "*";

    /** The records of an entity in all scopes of its source. */
    public static Subject ofAllScopes(String source, String entity) {
        return new Subject(source, ALL_SCOPES, entity);
    }

    /** The names as parameters {@code source}, {@code scope} and {@code entity} of a statement. */
    public Map<String, String> parameters() {
        return Map.of("source", source, "scope", scope, "entity", entity);
    }

    /** The name by which commands and messages know it, such as {@code pipedrive.comercial.deals}. */
    @Override
    public String toString() {
        return source + "." + scope + "." + entity;
    }
}
