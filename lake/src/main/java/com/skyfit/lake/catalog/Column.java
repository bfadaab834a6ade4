package com.skyfit.lake.catalog;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A column of a gold table.
 *
 * @param name its name in the database
 * @param type its type
 * @param content where its value comes from
 * @param description its meaning, for people who read the table
 * @param personal whether its values can tell who somebody is, or what somebody wrote or said
 * @param references the table of records whose key its values are, in the same scope; empty text if they are none
 */
public record Column(
        String name, ColumnType type, Content content, String description, boolean personal, String references) {

    /** Where a column's value comes from. */
    public sealed interface Content {

        /** The payload paths that lead to it; none if it is not a separate value. */
        List<ValuePath> paths();

        /** Whether it is what no other column takes. */
        boolean isRest();

        /** The payload object whose members the rest lifts; empty text for none. */
        String unwrapped();

        /** The first of the paths that leads to a value. Several where API generations differ. */
        record FirstOf(List<ValuePath> paths) implements Content {
            public FirstOf {
                paths = List.copyOf(paths);
            }

            @Override
            public boolean isRest() {
                return false;
            }

            @Override
            public String unwrapped() {
                return "";
            }
        }

        /**
         * For each account paths of its own, since accounts name the same fact differently; no value in an account that is not listed.
         *
         * @param scopes the accounts, with their paths
         */
        record ByScope(SortedMap<String, FirstOf> scopes) implements Content {
            public ByScope {
                scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
            }

            @Override
            public List<ValuePath> paths() {
                return scopes.values().stream()
                        .flatMap(first -> first.paths().stream())
                        .distinct()
                        .toList();
            }

            @Override
            public boolean isRest() {
                return false;
            }

            @Override
            public String unwrapped() {
                return "";
            }
        }

        /**
         * The labels of the options whose ids another column of the table has.
         *
         * @param column the name of that column, which has paths; the last name in the first of them is the field whose options they are
         */
        record LabelOf(String column) implements Content {
            @Override
            public List<ValuePath> paths() {
                return List.of();
            }

            @Override
            public boolean isRest() {
                return false;
            }

            @Override
            public String unwrapped() {
                return "";
            }
        }

        /**
         * Every payload field that no other column of the table takes, as one object.
         *
         * @param unwrapped a payload object whose members are lifted into it (v2 {@code custom_fields}); empty text for none
         */
        record Rest(String unwrapped) implements Content {
            @Override
            public List<ValuePath> paths() {
                return List.of();
            }

            @Override
            public boolean isRest() {
                return true;
            }
        }

        /** Nothing: no generation of the API offers the fact in this entity's payload; the column exists for its readers. */
        record Absent() implements Content {
            @Override
            public List<ValuePath> paths() {
                return List.of();
            }

            @Override
            public boolean isRest() {
                return false;
            }

            @Override
            public String unwrapped() {
                return "";
            }
        }
    }
}
