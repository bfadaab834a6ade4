package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a run. They look at what lies in the ledger and the tables, not at what the run believes of itself, so they find the same
 * when they are run alone. Results are stored in {@code ops.check_result}.
 */
public final class Checks {

    /** Older data than this is not current. */
    static final Duration FRESH = Duration.ofHours(24);

    /** A table whose rows move by more than this share between two runs asks for a look. */
    private static final double USUAL_MOVE = 0.10;

    /** Small tables may move by this many rows whatever the share. */
    private static final long SMALL_MOVE = 10;

    private final Warehouse warehouse;

    /** Takes the warehouse that is checked. */
    public Checks(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Checks and stores what was found, and the row counts that the next run will be compared with.
     *
     * @param runId a run that the ledger knows and that has no results yet
     * @param now what data's age is measured against
     * @return all results, passed ones too, check by check
     */
    public Findings run(String runId, Instant now, List<Subject> subjects) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Findings findings = new Work(connection, runId, now, subjects).run();
                connection.commit();
                return findings;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * What the checks found.
     *
     * @param results of all checks
     * @param reconciliations with their terms, one for each subject
     */
    public record Findings(List<CheckResult> results, List<Reconciliation> reconciliations) {

        public Findings {
            results = List.copyOf(results);
            reconciliations = List.copyOf(reconciliations);
        }

        /** The results that did not pass. */
        public List<CheckResult> failures() {
            return results.stream().filter(result -> !result.passed()).toList();
        }
    }

    private static final class Work {
        private final Connection connection;
        private final String runId;
        private final Instant now;
        private final List<Subject> subjects;
        private final List<CheckResult> results = new ArrayList<>();
        private final List<Reconciliation> reconciliations = new ArrayList<>();

        Work(Connection connection, String runId, Instant now, List<Subject> subjects) {
            this.connection = connection;
            this.runId = runId;
            this.now = now;
            this.subjects = subjects;
        }

        Findings run() throws SQLException {
            for (Subject subject : subjects) {
                failedUnits(subject);
            }
            for (Subject subject : subjects) {
                extractionFreshness(subject);
            }
            DeletionChecks deletions = new DeletionChecks(connection, now);
            for (Subject subject : subjects) {
                results.addAll(deletions.run(subject));
            }
            sourceFreshness();
            for (Subject subject : subjects) {
                for (Table table : subject.entity().tables()) {
                    rowCounts(subject, table);
                    duplicateKeys(subject, table);
                }
            }
            for (Subject subject : subjects) {
                quarantine(subject);
            }
            for (Subject subject : subjects) {
                reconcile(subject);
            }
            store();
            return new Findings(results, reconciliations);
        }

        private void add(
                String check, String subject, boolean passed, String observed, String expected, String advice) {
            results.add(new CheckResult(check, subject, passed, observed, expected, passed ? "" : advice));
        }

        private void failedUnits(Subject subject) throws SQLException {
            String troubles = text("""
                    select string_agg(stage || ' ' || status || ' in run ' || run_id, ', ' order by stage)
                    from (select distinct on (stage) stage, status, run_id from ops.run_unit
                          where source = ? and scope in (?, '*') and entity = ? order by stage, run_id desc) newest
                    where status in ('failed', 'parked')""", subject);
            String files = text("""
                    select nullif(count(*), 0) || ' parts not loaded' from ops.file
                    where source = ? and scope = ? and entity = ? and state = 'failed'""", subject);
            String observed =
                    Stream.of(troubles, files).filter(text -> text != null).collect(Collectors.joining(", "));
            add(
                    "failed-units",
                    subject.toString(),
                    observed.isEmpty(),
                    observed.isEmpty() ? "none" : observed,
                    "every unit's newest result is a success",
                    "read its message in ops.run_unit or ops.file, mend the cause and run again");
        }

        private void extractionFreshness(Subject subject) throws SQLException {
            String unavailable = text("""
                    select status from ops.run_unit where source = ? and scope = ? and entity = ? and stage = 'extract'
                    order by run_id desc limit 1""", subject);
            if ("unavailable".equals(unavailable)) {
                return;
            }
            Instant newest = time("""
                    select max(committed_at) from ops.manifest
                    where source = ? and scope = ? and entity = ? and complete""", subject);
            fresh(
                    "freshness",
                    subject.toString(),
                    newest,
                    "last complete extraction",
                    "run 'skyfit extract' and look at why it did not end");
        }

        /** By the newest source time among all entities of an account: a quiet entity is no sign, a quiet account is. */
        private void sourceFreshness() throws SQLException {
            Map<String, List<Subject>> accounts = subjects.stream()
                    .filter(subject -> !subject.entity().version().isEmpty())
                    .collect(Collectors.groupingBy(
                            subject -> subject.source().name() + "." + subject.scope(),
                            LinkedHashMap::new,
                            Collectors.toList()));
            for (Map.Entry<String, List<Subject>> account : accounts.entrySet()) {
                Instant newest = null;
                for (Subject subject : account.getValue()) {
                    Instant time = newestSourceTime(subject);
                    if (newest == null || (time != null && time.isAfter(newest))) {
                        newest = time;
                    }
                }
                fresh(
                        "freshness",
                        account.getKey(),
                        newest,
                        "newest change at the source",
                        "see whether the account's token still sees all records, and whether anybody works there");
            }
        }

        private @Nullable Instant newestSourceTime(Subject subject) throws SQLException {
            String sql = "select max(_source_version) from "
                    + Sql.name("core", subject.entity().table().name())
                    + " where scope = ? and _source_version > '-infinity'";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, subject.scope());
                return time(query);
            }
        }

        private void fresh(String check, String subject, @Nullable Instant time, String what, String advice) {
            boolean passed = time != null && !time.isBefore(now.minus(FRESH));
            String observed = what + ": "
                    + (time == null
                            ? "never"
                            : time + ", " + Duration.between(time, now).toHours() + " h ago");
            add(check, subject, passed, observed, "at most " + FRESH.toHours() + " h ago", advice);
        }

        private void rowCounts(Subject subject, Table table) throws SQLException {
            String name = "core." + table.name() + " " + subject.scope();
            long[] found = rows(subject, table);
            Long earlier = earlierRows(subject, table);
            noteRows(subject, table, found);
            long rows = found[0];
            if (rows == 0 && subject.entity().expectRows() && !table.isChild()) {
                add(
                        "row-counts",
                        name,
                        false,
                        "0 rows",
                        "some rows",
                        "see whether the account's token sees all records, and whether the extraction ended");
                return;
            }
            long move = earlier == null ? 0 : Math.abs(rows - earlier);
            boolean passed = earlier == null || move <= SMALL_MOVE || move <= earlier * USUAL_MOVE;
            add(
                    "row-counts",
                    name,
                    passed,
                    rows + " rows" + (earlier == null ? ", first count" : ", " + earlier + " in the run before"),
                    "a move of at most " + Math.round(USUAL_MOVE * 100) + " % or " + SMALL_MOVE + " rows",
                    "compare with the source; a wanted move passes in the next run");
        }

        private long[] rows(Subject subject, Table table) throws SQLException {
            try (PreparedStatement query =
                    connection.prepareStatement("select count(*), count(*) filter (where is_deleted) from "
                            + Sql.name("core", table.name()) + " where scope = ?")) {
                query.setString(1, subject.scope());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return new long[] {row.getLong(1), row.getLong(2)};
                }
            }
        }

        /** What was counted before the first complete extraction is no measure: a run that was parked or failed leaves tables half filled. */
        private @Nullable Long earlierRows(Subject subject, Table table) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("""
                    select rows from ops.table_rows where table_name = ? and scope = ? and run_id < ?
                        and run_id >= (select min(run_id) from ops.manifest where source = ? and scope = ? and entity = ? and complete)
                    order by run_id desc limit 1""")) {
                query.setString(1, table.name());
                query.setString(2, subject.scope());
                query.setString(3, runId);
                query.setString(4, subject.source().name());
                query.setString(5, subject.scope());
                query.setString(6, subject.entity().name());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : null;
                }
            }
        }

        private void noteRows(Subject subject, Table table, long[] found) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into ops.table_rows (run_id, table_name, scope, rows, deleted) values (?, ?, ?, ?, ?)")) {
                insert.setString(1, runId);
                insert.setString(2, table.name());
                insert.setString(3, subject.scope());
                insert.setLong(4, found[0]);
                insert.setLong(5, found[1]);
                insert.executeUpdate();
            }
        }

        private void duplicateKeys(Subject subject, Table table) throws SQLException {
            long doubled = hasUniqueKey(table) ? 0 : doubledKeys(subject, table);
            add(
                    "duplicate-keys",
                    "core." + table.name() + " " + subject.scope(),
                    doubled == 0,
                    doubled + " keys with more than one row",
                    "0",
                    "the table has lost its primary key: restore it, then run 'skyfit transform'");
        }

        /** Where the database itself rules doubled keys out, nothing has to be counted. */
        private boolean hasUniqueKey(Table table) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("""
                    select from pg_index i
                    where i.indrelid = to_regclass(?) and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
                        and (select array_agg(a.attname::text order by a.attname) from pg_attribute a
                             where a.attrelid = i.indrelid and a.attnum = any (i.indkey)) = (select array_agg(k order by k) from unnest(?::text[]) k)""")) {
                query.setString(1, Sql.name("core", table.name()));
                query.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                Stream.concat(table.key().stream(), Stream.of("scope"))
                                        .toArray()));
                try (ResultSet found = query.executeQuery()) {
                    return found.next();
                }
            }
        }

        private long doubledKeys(Subject subject, Table table) throws SQLException {
            String sql = "select count(*) from (select from " + Sql.name("core", table.name())
                    + " where scope = ? group by " + Sql.names(table.key()) + " having count(*) > 1) doubled";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, subject.scope());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        private void quarantine(Subject subject) throws SQLException {
            try (PreparedStatement query = subject.bound(
                            connection,
                            "select coalesce(sum(quarantined_lines), 0), coalesce(sum(lines), 0) from ops.file"
                                    + " where source = ? and scope = ? and entity = ? and state = 'loaded'");
                    ResultSet row = query.executeQuery()) {
                row.next();
                long quarantined = row.getLong(1);
                long lines = row.getLong(2);
                double most = subject.entity().mostQuarantined();
                add(
                        "quarantine",
                        subject.toString(),
                        quarantined <= lines * most,
                        quarantined + " of " + lines + " lines are in quarantine",
                        "at most "
                                + BigDecimal.valueOf(most * 100)
                                        .stripTrailingZeros()
                                        .toPlainString() + " %",
                        "read the reasons with 'skyfit quarantine list', mend the cause, then run 'skyfit quarantine retry'");
            }
        }

        private void reconcile(Subject subject) throws SQLException {
            Reconciliation reconciliation = Reconciliation.of(connection, subject);
            reconciliations.add(reconciliation);
            List<String> breaches = reconciliation.breaches();
            add(
                    "reconciliation",
                    subject.toString(),
                    breaches.isEmpty(),
                    breaches.isEmpty() ? reconciliation.equation() : String.join("; ", breaches),
                    "records answered = bronze lines = silver rows + quarantined; business keys = gold rows",
                    "run 'skyfit load' and 'skyfit transform'; if it stays, a table was changed by hand");
        }

        private @Nullable String text(String sql, Subject subject) throws SQLException {
            try (PreparedStatement query = subject.bound(connection, sql);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }

        private @Nullable Instant time(String sql, Subject subject) throws SQLException {
            try (PreparedStatement query = subject.bound(connection, sql)) {
                return time(query);
            }
        }

        private static @Nullable Instant time(PreparedStatement query) throws SQLException {
            try (ResultSet row = query.executeQuery()) {
                row.next();
                OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
                return time == null ? null : time.toInstant();
            }
        }

        private void store() throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into ops.check_result (run_id, check_name, subject, status, observed, expected, advice)
                    values (?, ?, ?, ?, ?, ?, ?)""")) {
                for (CheckResult result : results) {
                    insert.setString(1, runId);
                    insert.setString(2, result.check());
                    insert.setString(3, result.subject());
                    insert.setString(4, result.passed() ? "passed" : "failed");
                    insert.setString(5, result.observed());
                    insert.setString(6, result.expected());
                    insert.setString(7, result.advice());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }
}
