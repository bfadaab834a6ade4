package com.skyfit.lake.catalog.expectation;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is usual for a source's data. The entity's settings take precedence over the scope's, and these over the source's.
 *
 * @param calendar when people work
 * @param runs the working time that may pass between the starts of runs
 * @param source the settings for all of it
 * @param scopes the settings for single scopes, by name
 * @param entities the settings for single entities, by name
 */
public record Expectations(
        BusinessCalendar calendar,
        Ages runs,
        Thresholds source,
        Map<String, Thresholds> scopes,
        Map<String, Thresholds> entities) {

    /** Of a source whose catalog says nothing. */
    public static final Expectations USUAL =
            new Expectations(BusinessCalendar.EVERY_DAY, Ages.DAILY, Thresholds.UNSAID, Map.of(), Map.of());

    public Expectations {
        scopes = Map.copyOf(scopes);
        entities = Map.copyOf(entities);
    }

    /** What is usual for an entity's records in a scope. */
    public Expected of(String scope, String entity) {
        return ofEntity(entity).over(ofAccount(scope)).complete();
    }

    /** How long an account may go without a change. */
    public Ages changes(String scope) {
        return Objects.requireNonNull(ofAccount(scope).changes());
    }

    /** How long an entity may go without a change; empty if only its account is checked. */
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
