package com.skyfit.lake.models.building;

import com.skyfit.lake.warehouse.Query;
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
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private static final String WAIT_SHORTLY = "set local lock_timeout = '200ms'";
    private static final String WAIT_AS_USUAL = "set local lock_timeout to default";

    private static final String NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private final int attempts;
    private final Duration longestPause;

    /** Attempts within about a minute. */
    static final Patience USUAL = new Patience(40, Duration.ofSeconds(2));

    Patience(int attempts, Duration longestPause) {
        this.attempts = attempts;
        this.longestPause = longestPause;
    }

    /** A change that leaves nothing behind where it fails. */
    interface Change {
        /** Makes it. */
        void make() throws SQLException;
    }

    /**
     * Makes a change within the transaction of the caller, which goes on as if a failed attempt had not been.
     *
     * @param what is changed, for messages
     * @throws SQLException as the change does; or that readers left no gap
     */
    void make(Connection connection, Object what, Change change) throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Savepoint before = connection.setSavepoint();
            try {
                Query.execute(connection, WAIT_SHORTLY);
                change.make();
                Query.execute(connection, WAIT_AS_USUAL);
                connection.releaseSavepoint(before);
                return;
            } catch (SQLException e) {
                connection.rollback(before);
                if (!isBusy(e)) {
                    throw e;
                }
                if (attempt == attempts) {
                    throw new SQLException(
                            "Readers left no gap to change " + what + " in " + attempts
                                    + " attempts; it stays as it was until the next build",
                            e.getSQLState(),
                            e);
                }
                LOG.info("event=model_waits_for_readers relation={} attempt={}", what, attempt);
            }
            Thread.sleep(Math.min(longestPause.toMillis(), 50L * attempt));
        }
    }

    private static boolean isBusy(SQLException e) {
        return NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
    }
}
