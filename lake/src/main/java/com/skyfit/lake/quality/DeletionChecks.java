package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether deletions at the source are learnt in time, and whether what complete listings lack was believed. */
final class DeletionChecks {

    /** Sources forget what was deleted after 30 days; five are left to do something about it. */
    static final Duration LEARNT = Duration.ofDays(25);

    private final Connection connection;
    private final Instant now;

    DeletionChecks(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    List<CheckResult> run(Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        if (subject.entity().absentMeansDeleted()) {
            results.add(believed(subject));
        }
        boolean learnt =
                subject.entity().deletions().listed() || subject.entity().absentMeansDeleted();
        if (learnt && !isUnavailable(subject)) {
            results.add(captured(subject));
        }
        return results;
    }

    private CheckResult believed(Subject subject) throws SQLException {
        String doubt = null;
        try (PreparedStatement query = subject.bound(connection, """
                select case when outcome = 'refused' then
                    absent || ' of ' || live || ' live records are absent in the complete listing of run ' || run_id || ': ' || reason end
                from ops.absence where source = ? and scope = ? and entity = ? order by run_id collate "C" desc limit 1""");
                ResultSet row = query.executeQuery()) {
            if (row.next()) {
                doubt = row.getString(1);
            }
        }
        return new CheckResult(
                "deletions",
                subject.toString(),
                doubt == null,
                doubt == null ? "no doubt" : doubt,
                "complete listings that lack few of the live records",
                doubt == null
                        ? ""
                        : "nothing was marked as deleted; see whether the account's token still sees all records; if they are deleted,"
                                + " run 'skyfit run --source "
                                + subject.source().name() + " --scope "
                                + subject.scope() + " --entity "
                                + subject.entity().name()
                                + " --sweep --confirm-deletions'");
    }

    /** By the end of the last extraction where a list shows deleted records, else by the begin of the last complete listing. */
    private CheckResult captured(Subject subject) throws SQLException {
        boolean listed = subject.entity().deletions().listed();
        Instant last = time(listed ? """
                          select max(committed_at) from ops.manifest
                          where source = ? and scope = ? and entity = ? and complete""" : """
                          select max(to_timestamp(left(listing_began, 16), 'YYYYMMDD"T"HH24MISS"Z"')) from ops.manifest
                          where source = ? and scope = ? and entity = ? and complete_listing""", subject);
        boolean passed = last != null && !last.isBefore(now.minus(LEARNT));
        String what = listed ? "last complete extraction: " : "last complete listing: ";
        return new CheckResult(
                "deletion-capture",
                subject.toString(),
                passed,
                what
                        + (last == null
                                ? "never"
                                : last + ", " + Duration.between(last, now).toDays() + " days ago"),
                "at most " + LEARNT.toDays() + " days ago",
                passed
                        ? ""
                        : listed
                                ? "run 'skyfit run' soon: after 30 days the source no longer lists what was deleted"
                                : "run 'skyfit run --sweep': what was deleted since then is not known");
    }

    private boolean isUnavailable(Subject subject) throws SQLException {
        try (PreparedStatement query = subject.bound(connection, """
                select status = 'unavailable' from ops.run_unit
                where source = ? and scope = ? and entity = ? and stage = 'extract'
                order by run_id desc limit 1""");
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private @Nullable Instant time(String sql, Subject subject) throws SQLException {
        try (PreparedStatement query = subject.bound(connection, sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    }
}
