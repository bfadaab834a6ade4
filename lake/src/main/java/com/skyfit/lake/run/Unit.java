package com.skyfit.lake.run;

/**
 * The smallest piece of a run that has a result of its own.
 *
 * @param stage what is done
 * @param source the source's name
 * @param scope the business unit, or {@link #ALL_SCOPES}
 * @param entity the entity's name
 */
public record Unit(Stage stage, String source, String scope, String entity) {

    /** Stands for the scope where a stage handles all of them at once. */
    public static final String ALL_SCOPES = "*";

    @Override
    public String toString() {
        return stage.text() + " " + source + "." + scope + "." + entity;
    }
}
