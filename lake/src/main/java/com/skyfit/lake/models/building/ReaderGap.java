package com.skyfit.lake.models.building;

import com.skyfit.lake.warehouse.Query;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short attempts at what needs a lock that readers have to wait for. While one waits for its lock, everybody who comes later waits behind it; so
 * it gives up at once and tries again, until readers leave a gap.
 */
final class ReaderGap {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderGap.class);

    private static final String WAIT_SHORTLY = "set local lock_timeout = '200ms'";
    private static final String WAIT_AS_USUAL = "set local lock_timeout to default";

    private static final String NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final int attempts;
    private final Duration longestPause;

    /** Attempts within about a minute. */
    static final ReaderGap USUAL = new ReaderGap(30, Duration.ofSeconds(2));

    ReaderGap(int attempts, Duration longestPause) {
        this.attempts = attempts;
        this.longestPause = longestPause;
    }

    /** A change that leaves nothing behind where it fails. */
    interface Change {
        /** Makes it. */
        void make() throws SQLException;
    }

    /**
     * Makes a change within the transaction of the caller, which continues as if a failed attempt had not been.
     *
     * @param what is changed, for messages
     * @throws SQLException as the change does; or that readers left no gap
     */
    void make(Connection connection, Object what, Change change) throws SQLException, InterruptedException {
        Duration first = longestPause.compareTo(FIRST_PAUSE) > 0 ? FIRST_PAUSE : longestPause.dividedBy(2);
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handleIf(failure -> failure instanceof SQLException e && isBusy(e))
                .withBackoff(first, longestPause)
                .withMaxAttempts(attempts)
                .onRetryScheduled(retry ->
                        LOG.info("event=model_waits_for_readers relation={} attempt={}", what, retry.getAttemptCount()))
                .build();
        try {
            Failsafe.with(policy).run(() -> attempt(connection, change));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof SQLException busy && isBusy(busy)) {
                throw new SQLException(
                        "Readers left no gap to change " + what + " in " + attempts
                                + " attempts; it stays as it was until the next build",
                        busy.getSQLState(),
                        busy);
            }
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        }
    }

    private static void attempt(Connection connection, Change change) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Query.execute(connection, WAIT_SHORTLY);
            change.make();
            Query.execute(connection, WAIT_AS_USUAL);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    private static boolean isBusy(SQLException e) {
        return NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
    }
}
