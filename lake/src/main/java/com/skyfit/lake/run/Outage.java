package com.skyfit.lake.run;

import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a stage survives an unavailable database: it waits for it, makes sure that it is still the only writer, and repeats the piece of work
 * again on a new connection. One that stays away fails all that is left of the stage, without waiting again. Safe for use by several threads.
 */
final class Outage {

    /** Restart and fail-over take seconds to a few minutes. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final WriterLock lock;
    private final Duration limit;
    private final RetryPolicy<Object> policy;
    private volatile boolean overLimit;

    /**
     * Takes the limits of a wait.
     *
     * @param lock that must be held again before work continues
     * @param limit of the waits for one piece of work
     */
    Outage(WriterLock lock, Duration limit) {
        this.lock = lock;
        this.limit = limit;
        Duration longest = limit.compareTo(LONGEST_WAIT) < 0 ? limit : LONGEST_WAIT;
        this.policy = RetryPolicy.builder()
                .handleIf(failure -> !overLimit && failure instanceof SQLException e && Warehouse.isGone(e))
                .withBackoff(longest.compareTo(FIRST_WAIT) > 0 ? FIRST_WAIT : longest.dividedBy(2), longest)
                .withJitter(0.2)
                .withMaxRetries(-1)
                .withMaxDuration(limit)
                .onRetryScheduled(retry -> LOG.warn(
                        "event=database_gone attempt={} wait_ms={} reason=\"{}\"",
                        retry.getAttemptCount(),
                        retry.getDelay().toMillis(),
                        FailureText.of(retry.getLastException())))
                .build();
    }

    /**
     * Does a piece of work that leaves nothing behind if it fails, and repeats it while the database is unavailable.
     *
     * @throws SQLException if the database did not come back in time, or another run has taken over meanwhile
     */
    <T> T outlast(Callable<T> work) throws Exception {
        try {
            return Failsafe.with(policy).get(attempt -> {
                if (attempt.getAttemptCount() > 0) {
                    lock.holdAgain();
                }
                return work.call();
            });
        } catch (FailsafeException e) {
            if (e.getCause() instanceof SQLException gone && Warehouse.isGone(gone)) {
                overLimit = true;
                throw new SQLException(
                        "The database was unavailable for longer than " + limit.toSeconds()
                                + " s; what was loaded stays, the next run resumes from there: " + FailureText.of(gone),
                        gone.getSQLState(),
                        gone);
            }
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
