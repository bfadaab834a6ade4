package com.skyfit.lake.models.metrics;

import java.util.Locale;

/**
 * A key of a semantic model. Models that name the same entity can be joined by it: a foreign one with a primary or unique one.
 *
 * @param name what the key identifies; the same in all models that have it
 * @param type how it stands in this model
 * @param column of the model
 */
public record Entity(String name, Type type, String column) {

    /** How a key stands in a model. */
    public enum Type {
        /** It identifies the rows; a model has exactly one. */
        PRIMARY,
        /** It identifies the rows as well. */
        UNIQUE,
        /** It refers to a row of another model. */
        FOREIGN;

        /** The word for it in a project. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a row is found by it. */
    public boolean identifies() {
        return type != Type.FOREIGN;
    }
}
