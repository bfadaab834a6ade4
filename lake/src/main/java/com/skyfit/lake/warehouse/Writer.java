package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run that may write, or was the last to do so.
 *
 * @param runId null for one that has just begun
 * @param host where it runs
 * @param processId of its process there
 * @param silentSeconds since its last sign of life, by the database's clock
 */
public record Writer(@Nullable String runId, String host, long processId, long silentSeconds) {

    /** The newest; empty if none has written yet. */
    public static Optional<Writer> newest(Connection connection) throws SQLException {
        return Query.of(connection, """
                        select run_id, host, process_id, extract(epoch from clock_timestamp() - heartbeat_at)::bigint as silent
                        from ops.writer where epoch > 0""")
                .first(row -> new Writer(
                        row.textOrNull("run_id"), row.text("host"), row.number("process_id"), row.number("silent")));
    }

    /** The active one: it holds the writer's lock. */
    public static Optional<Writer> atWork(Connection connection) throws SQLException {
        return WriterLock.isHeld(connection) ? newest(connection) : Optional.empty();
    }

    /** Who it is and when it last gave a sign of life, within a sentence. */
    @Override
    public String toString() {
        return (runId == null ? "A run" : "Run " + runId) + " on " + host + " (process " + processId
                + ", last heartbeat " + silentSeconds + " s ago)";
    }
}
