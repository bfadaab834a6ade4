package com.skyfit.lake.models;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the tests of a model hold of its columns. A test that only warns or looks at some of the rows promises nothing.
 *
 * @param unique the columns of which no two rows have the same value
 * @param filled the columns that are never null
 * @param references the columns whose every value is there in another model, in the order of the columns
 */
public record Promises(Set<String> unique, Set<String> filled, List<Reference> references) {

    /** Of a model without tests. */
    public static final Promises NONE = new Promises(Set.of(), Set.of(), List.of());

    /**
     * A column that refers to another model.
     *
     * @param column that refers
     * @param model the name of the other one
     * @param field its column
     */
    public record Reference(String column, String model, String field) {}

    public Promises {
        unique = new TreeSet<>(unique);
        filled = new TreeSet<>(filled);
        references = List.copyOf(references);
    }

    /** Whether a row is found by that column. */
    public boolean identifies(String column) {
        return unique.contains(column) && filled.contains(column);
    }
}
