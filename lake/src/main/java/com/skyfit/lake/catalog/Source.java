package com.skyfit.lake.catalog;

import com.skyfit.lake.catalog.expectation.Expectations;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A system that is read.
 *
 * @param name used in paths, schemas and logs
 * @param description of its purpose
 * @param scopesSetting the setting that lists its scopes, separated by commas
 * @param defaultScopes the scopes if that setting is absent
 * @param baseUrl address of the API, with settings in braces; a setting {@code NAME_{SCOPE}} wins over {@code NAME}
 * @param baseUrlSetting the setting that replaces the complete address (a proxy, a test server)
 * @param auth authentication methods; the first one whose secret is set applies
 * @param probe how to find out whether an account can be read; null if nothing is known
 * @param successField top-level boolean of a reply that must not be false; empty text if the API has none
 * @param limits the headers that report what is left of its limits
 * @param refusals what errors mean that do not mean what their status says; the first that fits applies
 * @param expectations what is usual for its data
 * @param entities in the order of the catalog
 */
public record Source(
        String name,
        String description,
        String scopesSetting,
        List<String> defaultScopes,
        String baseUrl,
        String baseUrlSetting,
        List<Auth> auth,
        @Nullable Probe probe,
        String successField,
        Limits limits,
        List<Refusal> refusals,
        Expectations expectations,
        List<Entity> entities) {

    private static final String STAGING = "stg_";

    public Source {
        defaultScopes = List.copyOf(defaultScopes);
        auth = List.copyOf(auth);
        refusals = List.copyOf(refusals);
        entities = List.copyOf(entities);
    }

    /**
     * An error with a special meaning.
     *
     * @param status the HTTP status
     * @param contains a text that its body holds; empty for any body
     * @param webPage whether only a web page is meant, in place of the API's own reply
     * @param meaning what it means
     */
    public record Refusal(int status, String contains, boolean webPage, Meaning meaning) {

        /** What an error can mean. */
        public enum Meaning {
            /** The start time is more recent than the source allows: nothing is new yet. */
            TOO_RECENT,
            /** The account is shut out for a time because it went over its limits: only waiting helps. */
            BLOCKED
        }

        /** Whether a reply is this error. */
        public boolean fits(int replied, String body) {
            return replied == status && body.contains(contains) && (!webPage || isWebPage(body));
        }

        /** Whether a body is a web page, which no API replies with itself. */
        public static boolean isWebPage(String body) {
            return body.stripLeading().startsWith("<");
        }
    }

    /** The schema of its staging tables. */
    public String stagingSchema() {
        return STAGING + name;
    }

    /** Whether a schema is that of the staging tables of some source. */
    public static boolean isStaging(String schema) {
        return schema.startsWith(STAGING);
    }

    /** The entity whose records are the rows of that table; empty if the source reads none such. */
    public Optional<Entity> entityOf(String table) {
        return entities.stream()
                .filter(entity -> entity.table().name().equals(table))
                .findFirst();
    }

    /** The entity of that name; throws {@link IllegalArgumentException} that lists the known ones. */
    public Entity entity(String entityName) {
        return entities.stream()
                .filter(entity -> entity.name().equals(entityName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Source " + name + " has no entity '" + entityName
                        + "': expected one of "
                        + String.join(", ", entities.stream().map(Entity::name).toList())));
    }
}
