package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The checks of a run. They examine the ledger and the tables, not the run's own report, so they find the same
 * when they are run alone. Results are stored in {@code ops.check_result}.
 */
public final class Checks {

    /** Those that need no more than the evidence, in the order in which results are shown. */
    private static final List<Check> OF_THE_LAKE = List.of(
            new FailedUnits(),
            new Freshness(),
            new MissedRun(),
            new AccountRights(),
            new AcceptedDeletions(),
            new DeletionCapture(),
            new EmptyEntities(),
            new RowCounts(),
            new DuplicateKeys(),
            new QuarantineShare(),
            new OutdatedRecords(),
            new BadValues(),
            new SchemaDrift(),
            new EmptyColumns(),
            new OrphanKeys(),
            new Reconciled());

    private final Warehouse warehouse;
    private final ModelTests tests;
    private final List<Check> all;

    /**
     * Checks of a warehouse.
     *
     * @param project whose tests are part of them
     */
    public Checks(Warehouse warehouse, ModelProject project) {
        this.warehouse = warehouse;
        this.tests = new ModelTests(project);
        this.all = Stream.concat(OF_THE_LAKE.stream(), Stream.of(tests)).toList();
    }

    /** The names of all checks. */
    public static List<String> names() {
        return Stream.concat(OF_THE_LAKE.stream().map(Check::name), Stream.of(ModelTests.NAME))
                .toList();
    }

    /**
     * Checks and stores the findings, and the row counts that the next run will be compared with.
     *
     * @param runId a run that the ledger knows and that has no results yet
     * @param now the time against which the age of data is measured
     * @return all results, passed ones too, check by check
     */
    public Findings run(String runId, Instant now, List<ScopedEntity> entities) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Findings findings = look(connection, runId, now, entities);
                store(connection, runId, findings.results());
                connection.commit();
                return findings;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Checks and stores nothing, in a transaction that cannot write, so that a role that may only read is enough.
     *
     * @param runId of no run, but later than all
     * @param now the time against which the age of data is measured
     * @return as of a run
     */
    public Findings look(String runId, Instant now, List<ScopedEntity> entities) throws SQLException {
        return reading(warehouse, connection -> look(connection, runId, now, entities));
    }

    /** Runs the tests of models alone, likewise; the results as of a run, none of them accepted. */
    public List<CheckResult> lookAtModels() throws SQLException {
        return reading(warehouse, connection -> tests.look(connection));
    }

    /** Whether runs start as often as they are expected to, likewise; needs no more than the ledger. */
    public static List<CheckResult> lookAtRuns(Warehouse warehouse, Instant now, List<ScopedEntity> entities)
            throws SQLException {
        return reading(
                warehouse, connection -> new MissedRun().look(new Evidence(connection, "", now, entities, List.of())));
    }

    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private static <T> T reading(Warehouse warehouse, Look<T> look) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setReadOnly(true);
            // A run may be active: all counts are of one moment.
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return look.at(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private Findings look(Connection connection, String runId, Instant now, List<ScopedEntity> entities)
            throws SQLException {
        List<Reconciliation> reconciliations = new ArrayList<>();
        for (ScopedEntity entity : entities) {
            reconciliations.add(Reconciliation.of(connection, entity));
        }
        Evidence evidence = new Evidence(connection, runId, now, entities, reconciliations);
        List<CheckResult> results = new ArrayList<>();
        Acceptances accepted = Acceptances.read(connection);
        for (Check check : all) {
            check.look(evidence).stream().map(accepted::apply).forEach(results::add);
        }
        return new Findings(results, reconciliations);
    }

    private static void store(Connection connection, String runId, List<CheckResult> results) throws SQLException {
        Query.of(connection, """
                        insert into ops.check_result (run_id, check_name, subject, status, observed, expected, advice, incident)
                        select :run, r.check_name, r.subject, r.status, r.observed, r.expected, r.advice, nullif(r.incident, '')
                        from unnest(:checks::text[], :subjects::text[], :statuses::text[], :observed::text[], :expected::text[],
                            :advice::text[], :incidents::text[])
                            r (check_name, subject, status, observed, expected, advice, incident)""")
                .bind("run", runId)
                .bind("checks", column(results, CheckResult::check))
                .bind("subjects", column(results, CheckResult::subject))
                .bind("statuses", column(results, result -> result.status().text()))
                .bind("observed", column(results, CheckResult::observed))
                .bind("expected", column(results, CheckResult::expected))
                .bind("advice", column(results, CheckResult::advice))
                .bind("incidents", column(results, CheckResult::incident))
                .update();
    }

    private static List<String> column(List<CheckResult> results, Function<CheckResult, String> value) {
        return results.stream().map(value).toList();
    }

    /**
     * The findings of the checks.
     *
     * @param results of all checks
     * @param reconciliations with their terms, one for each entity
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
}
