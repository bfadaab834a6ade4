package com.skyfit.simulator.source;

/** A request that is answered with an error. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    public Refusal(Reply reply) {
        super("refused with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
