package com.skyfit.lake.notification;

import com.skyfit.lake.notification.channel.Message;
import com.skyfit.lake.notification.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one channel, sent or still to be sent.
 *
 * @param incidentId null if it is about none
 * @param dueAt when it is tried by itself
 * @param notBefore until when the channel has asked to wait; null if it has not
 * @param failure why the last attempt failed; empty text if none did
 * @param sentAt null until it was taken
 */
public record Letter(
        UUID id,
        @Nullable UUID incidentId,
        String channel,
        Message message,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant notBefore,
        int attempts,
        String failure,
        @Nullable Instant sentAt) {

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    /** Until then a channel may be down without losing a message. */
    private static final Duration KEPT = Duration.ofDays(14);

    /** Whether it is still to be sent. */
    boolean isUnsent() {
        return sentAt == null;
    }

    /** Whether nobody can have seen it yet. */
    boolean isHeld(Instant now) {
        return isUnsent() && attempts == 0 && dueAt.isAfter(now);
    }

    /** Whether it is so old that nobody wants to hear of it any more. */
    boolean isStale(Instant now) {
        return createdAt.plus(KEPT).isBefore(now);
    }

    /** Whether it may be tried now; somebody who asks for it does not wait for our own waits. */
    boolean mayGo(Instant now, boolean asked) {
        boolean allowed = notBefore == null || !notBefore.isAfter(now);
        return allowed && (!dueAt.isAfter(now) || (asked && attempts > 0));
    }

    /** The same after an attempt. */
    Letter after(Receipt receipt, Instant now) {
        if (receipt instanceof Receipt.Failed failed) {
            Instant wished = failed.asked() == null ? null : now.plus(failed.asked());
            Instant next = now.plus(wait(attempts));
            return new Letter(
                    id,
                    incidentId,
                    channel,
                    message,
                    createdAt,
                    wished != null && wished.isAfter(next) ? wished : next,
                    wished,
                    attempts + 1,
                    failed.text(),
                    null);
        }
        return new Letter(id, incidentId, channel, message, createdAt, dueAt, notBefore, attempts + 1, "", now);
    }

    /** Four times as long after each failure. */
    private static Duration wait(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(2 * failures, 20));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
