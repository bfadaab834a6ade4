package com.skyfit.lake.run;

/**
 * What became of a unit.
 *
 * @param unit which
 * @param status how it ended
 * @param rowsIn extract: records answered; load: lines of parts; transform: silver rows new to gold
 * @param rowsOut extract: lines committed; load: silver rows; transform: gold rows inserted, changed or marked deleted
 * @param quarantined lines or values set aside
 * @param bytes extract: stored; load: read; both compressed
 * @param requests said to the source, repeats included
 * @param seconds it took
 * @param message why it did not succeed; empty text where it did
 */
public record UnitResult(
        Unit unit,
        Status status,
        long rowsIn,
        long rowsOut,
        long quarantined,
        long bytes,
        long requests,
        double seconds,
        String message) {}
