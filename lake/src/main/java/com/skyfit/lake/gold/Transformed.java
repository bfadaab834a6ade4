package com.skyfit.lake.gold;

/**
 * The effect of a transform on the records of an entity.
 *
 * @param rowsIn silver rows that were new to gold
 * @param inserted records that gold did not have
 * @param changed records with a changed value
 * @param confirmed records that were read again and had not changed
 * @param vanished records that the newest complete listing no longer shows
 * @param badValues values that do not fit their column: null in gold, kept in quarantine
 */
public record Transformed(long rowsIn, long inserted, long changed, long confirmed, long vanished, long badValues) {

    /** Nothing was new. */
    public static final Transformed NOTHING = new Transformed(0, 0, 0, 0, 0, 0);

    Transformed plus(Transformed other) {
        return new Transformed(
                rowsIn + other.rowsIn,
                inserted + other.inserted,
                changed + other.changed,
                confirmed + other.confirmed,
                vanished + other.vanished,
                badValues + other.badValues);
    }
}
