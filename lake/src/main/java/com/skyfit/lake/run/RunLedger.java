package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The database's record of runs. Safe for use by several threads. */
final class RunLedger {

    /** So much the clocks of machines that take turns may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private final Warehouse warehouse;

    RunLedger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Enters a run under a name that no other run has. Runs that are still open are dead: the caller holds the writer's lock. */
    RunId start(String command, String version, Instant startedAt) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Query.of(connection, """
                            update ops.run set status = 'interrupted', finished_at = coalesce(finished_at, now()), exit_code = :code
                            where status = 'running'""").bind("code", ExitCode.OF_KILLED_RUNS).update();
            endWaits(connection);
            RunId run = first(connection, startedAt);
            while (!entered(connection, run, command, version, startedAt)) {
                run = run.next();
            }
            return run;
        }
    }

    /**
     * The first name that a run of now can have: later than every run that the database knows, since the order of names decides which
     * observation is newer.
     *
     * @throws InvalidSettingsException if this machine's clock is behind the newest run by more than clocks differ
     */
    private static RunId first(Connection connection, Instant startedAt) throws SQLException {
        RunId run = RunId.at(startedAt);
        Optional<RunId> newest = Query.of(connection, """
                        select run_id from (select run_id from ops.run union all select run_id from ops.manifest) known
                        order by run_id collate "C" desc limit 1""").first(row -> new RunId(row.text("run_id")));
        if (newest.isEmpty() || newest.get().compareTo(run) < 0) {
            return run;
        }
        if (newest.get().start().isAfter(startedAt.plus(CLOCKS_DIFFER))) {
            throw new InvalidSettingsException(
                    List.of(
                            "The newest run is " + newest.get()
                                    + ", later than this machine's clock (" + startedAt.truncatedTo(ChronoUnit.SECONDS)
                                    + "): correct the clock. A run with an earlier time would make its records look older than they are"));
        }
        return newest.get().next();
    }

    private static boolean entered(Connection connection, RunId run, String command, String version, Instant startedAt)
            throws SQLException {
        return Query.of(connection, """
                        insert into ops.run (run_id, command, version, started_at) values (:run, :command, :version, :started_at)
                        on conflict do nothing""")
                        .bind("run", run.text())
                        .bind("command", command)
                        .bind("version", version)
                        .bind("started_at", startedAt)
                        .update()
                == 1;
    }

    /** Records a unit's result; an existing one stays as it is, so that a caller who never got the reply may repeat the call. */
    void record(RunId run, UnitResult result) throws SQLException {
        Moved moved = result.moved();
        try (Connection connection = warehouse.connect()) {
            Query.of(connection, """
                            insert into ops.run_unit (run_id, stage, source, scope, entity, status, rows_in, rows_out, quarantined,
                                bytes, requests, seconds, message)
                            values (:run, :stage, :source, :scope, :entity, :status, :rows_in, :rows_out, :quarantined,
                                :bytes, :requests, :seconds, nullif(:message, ''))
                            on conflict do nothing""")
                    .bind("run", run.text())
                    .bind("stage", result.unit().stage().text())
                    .bind(result.unit().subject().parameters())
                    .bind("status", result.status().text())
                    .bind("rows_in", moved.rowsIn())
                    .bind("rows_out", moved.rowsOut())
                    .bind("quarantined", moved.quarantined())
                    .bind("bytes", moved.bytes())
                    .bind("requests", moved.requests())
                    .bind("seconds", BigDecimal.valueOf(result.seconds()).setScale(3, RoundingMode.HALF_UP))
                    .bind("message", result.message().replace("\0", ""))
                    .update();
        }
    }

    /** Shows that an entity waits; a later wait of the same entity takes the place of this one. */
    void waits(RunId run, Waiting waiting) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Query.of(connection, """
                            insert into ops.wait (source, scope, entity, run_id, until_at, reason)
                            values (:source, :scope, :entity, :run, :until, :reason)
                            on conflict (source, scope, entity) do update
                            set run_id = excluded.run_id, until_at = excluded.until_at, reason = excluded.reason""")
                    .bind(waiting.subject().parameters())
                    .bind("run", run.text())
                    .bind("until", waiting.until())
                    .bind("reason", waiting.reason().replace("\0", ""))
                    .update();
        }
    }

    private static void endWaits(Connection connection) throws SQLException {
        Query.of(connection, "delete from ops.wait").update();
    }

    void finish(RunId run, ExitCode code, Instant finishedAt) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            endWaits(connection);
            Query.of(connection, """
                            update ops.run set status = :status, exit_code = :code, finished_at = :finished_at
                            where run_id = :run""")
                    .bind("status", status(code))
                    .bind("code", code.number())
                    .bind("finished_at", finishedAt)
                    .bind("run", run.text())
                    .update();
        }
    }

    private static String status(ExitCode code) {
        return switch (code) {
            case OK -> "succeeded";
            case CHECKS_FAILED -> "checks_failed";
            case PARKED -> "parked";
            case INTERRUPTED -> "interrupted";
            case FAILED, USAGE, LOCKED -> "failed";
        };
    }
}
