package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a table has no fewer rows than when they were last found right. Rows of deleted records are left out: they never become fewer. Notes
 * what it counts for later runs.
 */
final class RowCounts implements Check {

    private static final String NAME = "row-counts";

    /** A table whose rows move by more than this share between two runs asks for a look. */
    private static final double USUAL_MOVE = 0.10;

    /** Small tables may change by this many rows whatever the share. */
    private static final long SMALL_MOVE = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            for (Table table : entity.entity().tables()) {
                Rows rows = rows(evidence, entity, table);
                results.add(judged(evidence, entity, table, rows));
                note(evidence, entity, table, rows);
            }
        }
        return results;
    }

    private static String subject(ScopedEntity entity, Table table) {
        return GoldTable.of(table) + " " + entity.scope();
    }

    private record Rows(long all, long deleted) {
        long live() {
            return all - deleted;
        }
    }

    private CheckResult judged(Evidence evidence, ScopedEntity entity, Table table, Rows rows) throws SQLException {
        String name = subject(entity, table);
        Optional<Long> earlier = earlier(evidence, entity, table);
        String observed = rows.live() + " live rows, "
                + earlier.map(n -> n + " at the last good count").orElse("first count");
        String expected = "a change of at most " + Math.round(USUAL_MOVE * 100) + " % or " + SMALL_MOVE + " rows";
        long move = rows.live() - earlier.orElse(rows.live());
        long confirmed = move < 0 ? confirmedDeletions(evidence, entity) : 0;
        if (confirmed > 0) {
            observed += ", " + confirmed + " records deleted with an operator's confirmation";
            move = table.isChild() ? 0 : Math.min(0, move + confirmed);
        }
        if (Math.abs(move) <= SMALL_MOVE || Math.abs(move) <= earlier.orElse(0L) * USUAL_MOVE) {
            return passed(name, observed, expected);
        }
        String incident = "rows " + (move < 0 ? "lost" : "gained") + " since there were " + earlier.orElse(0L);
        return move < 0
                ? failed(
                        name,
                        observed,
                        expected,
                        "compare with the source; if the change is intended, run 'skyfit check accept row-counts \""
                                + name + "\" --reason TEXT'",
                        incident)
                : warned(name, observed, expected, "compare with the source if that is more than you expect", incident);
    }

    /** Records that an operator has confirmed as deleted since a run found no fault with the entity's rows. Rows of child tables follow them. */
    private static long confirmedDeletions(Evidence evidence, ScopedEntity entity) throws SQLException {
        return evidence.about(entity, """
                        select coalesce(sum(absent), 0) as n from ops.absence
                        where source = :source and scope = :scope and entity = :entity and confirmed and outcome = 'marked'
                            and judged_at > coalesce((
                                select max(r.checked_at) from ops.check_result r
                                where r.check_name = :check and r.subject = :subject and r.status <> 'failed'), '-infinity')""")
                .bind("check", NAME)
                .bind("subject", subject(entity, entity.entity().table()))
                .one(row -> row.number("n"));
    }

    private static Rows rows(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        return Query.of(
                        evidence.connection(),
                        Template.of("""
                                select count(*) as n, count(*) filter (where is_deleted) as deleted
                                from {gold} where scope = :scope""").with("gold", GoldTable.of(table).sql()).sql())
                .bind("scope", entity.scope())
                .one(row -> new Rows(row.number("n"), row.number("deleted")));
    }

    /**
     * The newest count that passed, or that an operator accepted. A count before the first complete extraction is no baseline: a
     * run that was parked or failed leaves tables half filled.
     */
    private static Optional<Long> earlier(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        return evidence.about(entity, """
                        select counted.rows - counted.deleted as live
                        from ops.table_rows counted
                            left join ops.check_result judged on judged.run_id = counted.run_id
                                and judged.check_name = :check and judged.subject = :subject
                        where counted.table_name = :table and counted.scope = :scope and counted.run_id < :run
                            and counted.run_id >= (
                                select min(run_id) from ops.manifest
                                where source = :source and scope = :scope and entity = :entity and complete)
                            and judged.status is distinct from 'failed'
                        order by counted.run_id desc limit 1""")
                .bind("check", NAME)
                .bind("subject", subject(entity, table))
                .bind("table", table.name())
                .bind("run", evidence.runId())
                .first(row -> row.number("live"));
    }

    /** What later runs are compared with; who may only read is none of them. */
    private static void note(Evidence evidence, ScopedEntity entity, Table table, Rows rows) throws SQLException {
        if (evidence.connection().isReadOnly()) {
            return;
        }
        Query.of(evidence.connection(), """
                        insert into ops.table_rows (run_id, table_name, scope, rows, deleted)
                        values (:run, :table, :scope, :rows, :deleted)""")
                .bind("run", evidence.runId())
                .bind("table", table.name())
                .bind("scope", entity.scope())
                .bind("rows", rows.all())
                .bind("deleted", rows.deleted())
                .update();
    }
}
