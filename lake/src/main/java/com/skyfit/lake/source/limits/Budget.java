package com.skyfit.lake.source.limits;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one budget of an account, as far as replies have reported. Requests in flight are treated as if the source had not seen them yet, so
 * that several at a time do not overdraw it together. Guarded by its {@link Throttle}.
 */
final class Budget {

    private Knowledge knowledge = Knowledge.NOTHING;
    private long room;
    private long total;
    private @Nullable Instant resetsAt;
    private @Nullable Instant closedUntil;
    private long underWay;
    private long taken;

    private enum Knowledge {
        /** No reply has come yet, or none of the window that has begun since. */
        NOTHING,
        /** Replies do not report this budget. */
        NOT_TOLD,
        TOLD
    }

    /**
     * What one request draws on this budget.
     *
     * @param units it costs
     * @param before units of requests that were in flight when it began
     * @param until units ever taken, itself included, when it began
     */
    record Draw(long units, long before, long until) {}

    /** Whether to wait for the reply to a request in flight, because it will be the first that reports how much is left. */
    boolean awaitsFirstReply() {
        return knowledge == Knowledge.NOTHING && underWay > 0;
    }

    /** How long a request has to wait; zero if it may go. */
    Duration closed(Instant now, long units) {
        if (closedUntil != null && closedUntil.isAfter(now)) {
            return Duration.between(now, closedUntil);
        }
        if (knowledge != Knowledge.TOLD || room >= units || resetsAt == null) {
            return Duration.ZERO;
        }
        if (resetsAt.isAfter(now)) {
            return Duration.between(now, resetsAt);
        }
        knowledge = Knowledge.NOTHING;
        return Duration.ZERO;
    }

    /** Whether this many units would leave less than that; never before a reply has reported what is left. */
    boolean isShort(long units, long reserve) {
        return knowledge == Knowledge.TOLD && room - units < reserve;
    }

    long total() {
        return total;
    }

    long room() {
        return room;
    }

    Draw take(long units) {
        Draw draw = new Draw(units, underWay, taken + units);
        underWay += units;
        taken += units;
        room -= units;
        return draw;
    }

    /** A reply has arrived; its numbers are those of the moment when the source saw its request. */
    void told(Draw draw, RateHeaders.@Nullable Left left, Instant now) {
        if (left == null) {
            knowledge = knowledge == Knowledge.NOTHING ? Knowledge.NOT_TOLD : knowledge;
            return;
        }
        knowledge = Knowledge.TOLD;
        room = left.remaining() - draw.before() - (taken - draw.until());
        total = Math.max(left.total(), left.remaining());
        resetsAt = left.reset() == null ? null : now.plus(left.reset());
    }

    /** Says that nothing is left for a time; a longer one that is known already stays. */
    void close(Instant until) {
        closedUntil = closedUntil == null || until.isAfter(closedUntil) ? until : closedUntil;
    }

    /** The request is at its end, with or without a reply. */
    void done(Draw draw) {
        underWay -= draw.units();
    }
}
