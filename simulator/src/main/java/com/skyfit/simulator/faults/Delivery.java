package com.skyfit.simulator.faults;

import com.skyfit.simulator.source.Reply;

/**
 * A reply and how it goes over the line.
 *
 * @param reply what would arrive
 * @param line how much of it does
 */
public record Delivery(Reply reply, Line line) {

    /** A reply that arrives as it is. */
    public static Delivery whole(Reply reply) {
        return new Delivery(reply, Line.WHOLE);
    }

    /** How the line treats a reply. */
    public enum Line {
        WHOLE,
        HANG_UP,
        STALL,
        CUT_BODY,
        CUT_GZIP
    }
}
