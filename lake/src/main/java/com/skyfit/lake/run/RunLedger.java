package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.Warehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The database's account of runs. Safe for use by several threads. */
public final class RunLedger {

    private final Warehouse warehouse;

    public RunLedger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Enters a run under a name that no other run has. Runs that are still open are dead: the caller holds the writer's lock. */
    public RunId start(String command, String version, Instant startedAt) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            try (PreparedStatement update = connection.prepareStatement("""
                    update ops.run set status = 'interrupted', finished_at = coalesce(finished_at, now()), exit_code = ?
                    where status = 'running'""")) {
                update.setInt(1, ExitCode.INTERRUPTED.number());
                update.executeUpdate();
            }
            endWaits(connection);
            RunId run = RunId.at(startedAt);
            while (!entered(connection, run, command, version, startedAt)) {
                run = run.next();
            }
            return run;
        }
    }

    private static boolean entered(Connection connection, RunId run, String command, String version, Instant startedAt)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ops.run (run_id, command, version, started_at) values (?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, run.text());
            insert.setString(2, command);
            insert.setString(3, version);
            insert.setObject(4, startedAt.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        }
    }

    /** Enters a unit's result; one that is there stays as it is, so that who never heard of it may ask again. */
    void record(RunId run, UnitResult result) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into ops.run_unit (run_id, stage, source, scope, entity, status, rows_in, rows_out, quarantined, bytes,
                            requests, seconds, message)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, '')) on conflict do nothing""")) {
            insert.setString(1, run.text());
            insert.setString(2, result.unit().stage().text());
            insert.setString(3, result.unit().source());
            insert.setString(4, result.unit().scope());
            insert.setString(5, result.unit().entity());
            insert.setString(6, result.status().text());
            insert.setLong(7, result.rowsIn());
            insert.setLong(8, result.rowsOut());
            insert.setLong(9, result.quarantined());
            insert.setLong(10, result.bytes());
            insert.setLong(11, result.requests());
            insert.setBigDecimal(12, BigDecimal.valueOf(result.seconds()).setScale(3, RoundingMode.HALF_UP));
            insert.setString(13, result.message().replace("\0", ""));
            insert.executeUpdate();
        }
    }

    /** Shows that an entity waits; a later wait of the same entity takes the place of this one. */
    void waits(RunId run, Waiting waiting) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into ops.wait (source, scope, entity, run_id, until_at, reason) values (?, ?, ?, ?, ?, ?)
                        on conflict (source, scope, entity) do update
                        set run_id = excluded.run_id, until_at = excluded.until_at, reason = excluded.reason""")) {
            insert.setString(1, waiting.source());
            insert.setString(2, waiting.scope());
            insert.setString(3, waiting.entity());
            insert.setString(4, run.text());
            insert.setObject(5, waiting.until().atOffset(ZoneOffset.UTC));
            insert.setString(6, waiting.reason().replace("\0", ""));
            insert.executeUpdate();
        }
    }

    private static void endWaits(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ops.wait")) {
            delete.executeUpdate();
        }
    }

    public void finish(RunId run, ExitCode code, Instant finishedAt) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update ops.run set status = ?, exit_code = ?, finished_at = ? where run_id = ?")) {
            endWaits(connection);
            update.setString(1, status(code));
            update.setInt(2, code.number());
            update.setObject(3, finishedAt.atOffset(ZoneOffset.UTC));
            update.setString(4, run.text());
            update.executeUpdate();
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
