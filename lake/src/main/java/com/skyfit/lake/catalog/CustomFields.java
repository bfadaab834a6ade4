package com.skyfit.lake.catalog;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the custom fields of a table are: the fields that an account has defined for itself.
 *
 * @param values where a row has their values
 * @param definitions where they are described
 * @param options where the labels of their options are; null where none of them has options
 * @param kinds what the source's types of fields hold; a type that is not listed holds text
 */
public record CustomFields(
        Values values, Definitions definitions, @Nullable Options options, Map<String, Kind> kinds) {

    public CustomFields {
        kinds = Map.copyOf(kinds);
    }

    /** What a type of the source holds. */
    public Kind kind(String type) {
        return kinds.getOrDefault(type, Kind.TEXT);
    }

    /** How a row holds the values of its custom fields. */
    public sealed interface Values {

        /** The column of the table, of type {@code jsonb}. */
        String column();

        /** An object that has a member for each field, named by its code. */
        record Members(String column) implements Values {}

        /**
         * An array that has an object for each field.
         *
         * @param code the member that holds the field's code
         * @param value the member that holds the value
         */
        record Items(String column, String code, String value) implements Values {}
    }

    /**
     * The table of definitions, a row for each field.
     *
     * @param table its name
     * @param code the column that identifies a field
     * @param name the column with the name that people see
     * @param type the column with the source's type
     * @param custom the boolean column that is true for custom fields
     */
    public record Definitions(String table, String code, String name, String type, String custom) {}

    /** Where options have their labels. */
    public sealed interface Options {

        /** A table with a row for each option. */
        record Rows(String table, String field, String id, String label) implements Options {}

        /** An array of objects in a column of the definitions. */
        record Items(String column, String id, String label) implements Options {}
    }

    /** What the values of a custom field are, whatever a source calls it. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A number with decimals. */
        DECIMAL,
        /** Yes or no. */
        BOOLEAN,
        /** A day. */
        DATE,
        /** A time of day, with its time zone where the source gives one. */
        TIME,
        /** An amount and its currency. */
        MONEY,
        /** Two days. */
        DATE_RANGE,
        /** Two times of day. */
        TIME_RANGE,
        /** One of the field's options. */
        OPTION,
        /** Several of the field's options. */
        OPTIONS,
        /** A postal address, as one text and in parts. */
        ADDRESS,
        /** The id of another record. */
        REFERENCE,
        /** Anything else, as received. */
        JSON;

        /** The name that the catalog writes. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
