package com.skyfit.lake.run.result;

/**
 * What a unit moved.
 *
 * @param rowsIn extract: records answered; load: lines of parts; transform: silver rows new to gold
 * @param rowsOut extract: lines committed; load: silver rows; transform: gold rows inserted, changed or marked deleted
 * @param quarantined lines or values set aside
 * @param bytes extract: stored; load: read; both compressed
 * @param requests sent to the source, repeats included
 */
public record Moved(long rowsIn, long rowsOut, long quarantined, long bytes, long requests) {

    /** Of a unit that did no work. */
    public static final Moved NOTHING = new Moved(0, 0, 0, 0, 0);
}
