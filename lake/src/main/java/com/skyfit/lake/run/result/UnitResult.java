package com.skyfit.lake.run.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.messages.Secrets;

/**
 * What became of a unit.
 *
 * @param unit which
 * @param status how it ended
 * @param moved what it moved, also if it failed later
 * @param seconds it took
 * @param message why it did not succeed, without secrets; empty text if it did
 */
public record UnitResult(
        @JsonUnwrapped Unit unit,
        Status status,
        @JsonUnwrapped Moved moved,
        double seconds,
        String message) {

    public UnitResult {
        message = Secrets.redact(message);
    }

    /** A unit that failed before it moved anything that is known of. */
    public static UnitResult failed(Unit unit, double seconds, String message) {
        return new UnitResult(unit, Status.FAILED, Moved.NOTHING, seconds, message);
    }
}
