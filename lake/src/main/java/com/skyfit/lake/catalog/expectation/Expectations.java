package com.skyfit.lake.catalog.expectation;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is usual of a source's data. What is said of an entity counts before what is said of its scope, and that before what is said of the source.
 *
 * @param calendar when people work
 * @param source what is said of all of it
 * @param scopes what is said of single scopes, by name
 * @param entities what is said of single entities, by name
 */
public record Expectations(
        BusinessCalendar calendar,
        Thresholds source,
        Map<String, Thresholds> scopes,
        Map<String, Thresholds> entities) {

    /** Of a source whose catalog says nothing. */
    public static final Expectations USUAL =
            new Expectations(BusinessCalendar.EVERY_DAY, Thresholds.UNSAID, Map.of(), Map.of());

    public Expectations {
        scopes = Map.copyOf(scopes);
        entities = Map.copyOf(entities);
    }

    /** What is usual of an entity's records in a scope. */
    public Expected of(String scope, String entity) {
        return ofEntity(entity).over(ofAccount(scope)).complete();
    }

    /** How long an account may go without a change. */
    public Ages changes(String scope) {
        return Objects.requireNonNull(ofAccount(scope).changes());
    }

    /** How long an entity may go without a change of its own; nothing where only its account is asked about. */
    public Optional<Ages> changesOf(String entity) {
        return Optional.ofNullable(ofEntity(entity).changes());
    }

    private Thresholds ofAccount(String scope) {
        return scopes.getOrDefault(scope, Thresholds.UNSAID).over(source).over(Thresholds.USUAL);
    }

    private Thresholds ofEntity(String entity) {
        return entities.getOrDefault(entity, Thresholds.UNSAID);
    }
}
