package com.skyfit.lake.powerbi.tmdl;

import java.util.UUID;

/**
 * Rows of one table belong to a row of another; that one filters those.
 *
 * @param id its name
 * @param from the column of the rows that belong
 * @param to the column of the row they belong to
 * @param kind how many belong to one
 * @param isActive whether it filters unless a measure asks for another
 * @param isComplete whether each value of {@code from} is there in {@code to}, so that the database may leave out what has no partner
 */
public record Relationship(UUID id, ColumnName from, ColumnName to, Kind kind, boolean isActive, boolean isComplete) {

    /** How many rows belong to one. */
    public enum Kind {
        /** Any number. */
        MANY_TO_ONE,
        /** At most one: the two are halves of one row, and each filters the other. */
        ONE_TO_ONE
    }
}
