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

/** Whether a table has the rows that are expected of it, and about as many as in the run before. Notes them for the next run. */
final class RowCounts implements Check {

    /** A table whose rows move by more than this share between two runs asks for a look. */
    private static final double USUAL_MOVE = 0.10;

    /** Small tables may move by this many rows whatever the share. */
    private static final long SMALL_MOVE = 10;

    @Override
    public String name() {
        return "row-counts";
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

    private record Rows(long all, long deleted) {}

    private CheckResult judged(Evidence evidence, ScopedEntity entity, Table table, Rows rows) throws SQLException {
        String name = GoldTable.of(table) + " " + entity.scope();
        if (rows.all() == 0 && entity.entity().expectRows() && !table.isChild()) {
            return result(
                    name,
                    false,
                    "0 rows",
                    "some rows",
                    "see whether the account's token sees all records, and whether the extraction ended");
        }
        Optional<Long> earlier = earlier(evidence, entity, table);
        long move = Math.abs(rows.all() - earlier.orElse(rows.all()));
        boolean usual = move <= SMALL_MOVE || move <= earlier.orElse(0L) * USUAL_MOVE;
        return result(
                name,
                usual,
                rows.all() + " rows, "
                        + earlier.map(n -> n + " in the run before").orElse("first count"),
                "a move of at most " + Math.round(USUAL_MOVE * 100) + " % or " + SMALL_MOVE + " rows",
                "compare with the source; if the change is intended, the next run passes");
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

    /** What was counted before the first complete extraction is no measure: a run that was parked or failed leaves tables half filled. */
    private static Optional<Long> earlier(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        return evidence.about(entity, """
                        select rows from ops.table_rows
                        where table_name = :table and scope = :scope and run_id < :run
                            and run_id >= (
                                select min(run_id) from ops.manifest
                                where source = :source and scope = :scope and entity = :entity and complete)
                        order by run_id desc limit 1""")
                .bind("table", table.name())
                .bind("run", evidence.runId())
                .first(row -> row.number("rows"));
    }

    private static void note(Evidence evidence, ScopedEntity entity, Table table, Rows rows) throws SQLException {
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
