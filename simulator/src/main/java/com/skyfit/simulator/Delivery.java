package com.skyfit.simulator;

/**
 * A reply and how it goes over the line.
 *
 * @param reply what would arrive
 * @param line how much of it does
 */
record Delivery(Reply reply, Line line) {

    static Delivery whole(Reply reply) {
        return new Delivery(reply, Line.WHOLE);
    }

    /** How the line treats a reply. */
    enum Line {
        WHOLE,
        HANG_UP,
        STALL,
        CUT_BODY,
        CUT_GZIP
    }
}
