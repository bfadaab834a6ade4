package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.gold.TransformLedger.Portion;
import com.skyfit.lake.gold.history.Past;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Sessions;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One entity's transform, inside a transaction of its caller. */
final class EntityTransform {

    /** How many lines of silver are handled at a time: prepared data stays small, and a bad value costs its neighbours little. */
    private static final long LINES_AT_A_TIME = 200_000;

    /** If nothing is compared: few enough that the data two readers share stays in memory. */
    private static final long LINES_INSERTED_AT_A_TIME = 20_000;

    /**
     * Gold is looked up by keys, not read, where little is new; room for what a portion shares; no machine code, whose making takes longer than
     * a portion; no end by a limit of the server while it waits for parts; values compressed the fast way by servers that know it. Ends with
     * the transaction.
     */
    private static final String SETTINGS = """
            select set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
                set_config('random_page_cost', '1.1', true), set_config('idle_in_transaction_session_timeout', '0', true)
            union all
            select set_config(name, 'lz4', true), null, null, null from pg_settings
            where name = 'default_toast_compression' and 'lz4' = any (enumvals)""";

    private final Connection connection;
    private final Source source;
    private final Entity entity;
    private final Target target;
    private final TransformLedger ledger;
    private final Past past;
    private final BatchSql batch;
    private final MergeSql merge;
    private final List<ChildSql> children;

    /** Until the contrary is seen: to look for doubled keys at every row costs the insert a tenth of its time. */
    private boolean keysComeOnce = true;

    EntityTransform(Connection connection, Source source, Entity entity, Target target, Past past) throws SQLException {
        this.connection = connection;
        this.source = source;
        this.entity = entity;
        this.target = target;
        this.ledger = new TransformLedger(connection, source, entity);
        this.past = past;
        this.batch = new BatchSql(source, entity, target, past, LabelSql.of(connection, entity.table()));
        this.merge = new MergeSql(target, entity.table(), BatchSql.BATCH);
        this.children = entity.childTables().stream()
                .map(child -> new ChildSql(entity, child, target))
                .toList();
    }

    /** Whether rows have nothing to be compared with, so that they can be inserted as parts come. */
    boolean insertsDirectly() throws SQLException {
        return children.isEmpty() && isEmpty();
    }

    private boolean isEmpty() throws SQLException {
        String any = Template.of("select from {gold} limit 1")
                .with("gold", target.sql(entity.table()))
                .sql();
        return Query.of(connection, any).list(row -> any).isEmpty();
    }

    /** Transforms new observations, in every scope, and marks absent records; see {@link Transform#run(Source, Entity, Predicate, Arrivals)}. */
    Transformed run(Predicate<String> deletionsConfirmed, Arrivals arrivals) throws SQLException, InterruptedException {
        Query.of(connection, SETTINGS).update();
        past.begin();
        boolean refilled = ledger.applyMapping();
        boolean direct = insertsDirectly();
        if (refilled || direct) {
            past.forget();
        }
        List<Portion> all = new ArrayList<>();
        Transformed total = Transformed.NOTHING;
        boolean more;
        do {
            more = arrivals.await();
            Sessions.Turn turn = arrivals.turn();
            try (turn) {
                List<Portion> portions = ledger.newFiles(direct ? LINES_INSERTED_AT_A_TIME : LINES_AT_A_TIME);
                for (Portion portion : portions) {
                    total = total.plus(direct ? insertDirectly(portion) : merge(portion));
                }
                all.addAll(portions);
            }
        } while (more);
        long marked = markAbsent(all, deletionsConfirmed);
        past.tell();
        return total.plus(new Transformed(0, 0, 0, 0, marked, 0));
    }

    /** What nothing has to be compared with goes straight from silver into gold; see ADR-060. */
    private Transformed insertDirectly(Portion portion) throws SQLException {
        ledger.forgetBadValues(portion);
        Optional<Long> inserted = keysComeOnce
                ? attempt(() -> inserted(batch.insertDirectly(), portion), e -> isBadValue(e) || isDoubledKey(e))
                : Optional.empty();
        keysComeOnce = inserted.isPresent();
        if (inserted.isEmpty()) {
            inserted = attempt(() -> inserted(batch.insertDirectlyAnyOfEachKey(), portion));
        }
        if (inserted.isEmpty()) {
            return merge(portion);
        }
        ledger.markTransformed(portion);
        Transformed first = new Transformed(portion.rows(), inserted.get(), 0, 0, 0, 0);
        if (inserted.get() == portion.rows()) {
            return first;
        }
        read(batch.remaining(), portion);
        return first.plus(mergeBatch(false, 0));
    }

    private Transformed merge(Portion portion) throws SQLException {
        ledger.forgetBadValues(portion);
        boolean guarded = attempt(() -> read(batch.optimistic(), portion)).isEmpty();
        long badValues = guarded ? createGuarded(portion) : 0;
        execute(batch.noteDrift());
        Transformed merged = mergeBatch(guarded, badValues);
        ledger.markTransformed(portion);
        return merged.plus(new Transformed(portion.rows(), 0, 0, 0, 0, 0));
    }

    /** Merges the batch into the tables. The batch is all observations at first: the records about them must not depend on the winner. */
    private Transformed mergeBatch(boolean guarded, long badValuesOfRecords) throws SQLException {
        long badValues = badValuesOfRecords;
        for (ChildSql child : children) {
            badValues += createChild(child, guarded);
        }
        execute("analyze batch");
        past.noteObserved();
        execute(batch.keepNewest());
        execute(merge.compare());
        past.noteCompared();
        execute(merge.noteStale());
        execute(BatchSql.dropStale());
        long changed = execute(merge.updateChanged());
        long confirmed = execute(merge.confirmUnchanged());
        long inserted = Query.of(connection, merge.insertNewRecords(source.name(), entity))
                .one(row -> row.number("inserted"));
        execute("drop table compared");
        for (ChildSql child : children) {
            mergeChild(child);
        }
        execute("drop table batch");
        return new Transformed(0, inserted, changed, confirmed, 0, badValues);
    }

    private long createGuarded(Portion portion) throws SQLException {
        read(batch.texts(), portion);
        execute(batch.guarded());
        long badValues = quarantine(batch.quarantineBadValues());
        execute("drop table batch_text");
        return badValues;
    }

    private long createChild(ChildSql child, boolean recordsGuarded) throws SQLException {
        boolean guarded =
                recordsGuarded || attempt(() -> execute(child.rows(false))).isEmpty();
        if (!guarded) {
            return 0;
        }
        execute(child.rows(true));
        return quarantine(child.quarantineBadValues());
    }

    private void mergeChild(ChildSql child) throws SQLException {
        execute(child.keepWinners());
        execute(child.removeVanished());
        execute(child.merge().compare());
        execute(child.merge().updateChanged());
        execute(child.merge().confirmUnchanged());
        execute(child.merge().insertNew());
        execute("drop table compared");
        execute(child.drop());
    }

    /** Returns how many records count as deleted by it. */
    private long markAbsent(List<Portion> portions, Predicate<String> deletionsConfirmed) throws SQLException {
        if (!entity.absentMeansDeleted()) {
            return 0;
        }
        int[] newFiles = portions.stream()
                .flatMap(portion -> portion.fileIds().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        long marked = new Absence(connection, source, entity, target).mark(newFiles, deletionsConfirmed);
        if (marked > 0) {
            past.noteAbsent();
        }
        if (marked > 0 || newFiles.length > 0) {
            for (ChildSql child : children) {
                execute(child.followDeletion());
            }
        }
        return marked;
    }

    private interface Step {
        long run() throws SQLException;
    }

    /** Undoes the step if a value is not of its column's type, and then returns nothing. */
    private Optional<Long> attempt(Step step) throws SQLException {
        return attempt(step, EntityTransform::isBadValue);
    }

    private Optional<Long> attempt(Step step, Predicate<SQLException> expected) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            long rows = step.run();
            connection.releaseSavepoint(before);
            return Optional.of(rows);
        } catch (SQLException e) {
            if (!expected.test(e)) {
                throw e;
            }
            connection.rollback(before);
            return Optional.empty();
        }
    }

    private long quarantine(Optional<String> sql) throws SQLException {
        return sql.isPresent() ? execute(sql.get()) : 0;
    }

    private long execute(String sql) throws SQLException {
        return Query.of(connection, sql).update();
    }

    private long read(String sql, Portion portion) throws SQLException {
        return Query.of(connection, sql).bind("files", portion.files()).update();
    }

    private long inserted(String sql, Portion portion) throws SQLException {
        return Query.of(connection, sql).bind("files", portion.files()).one(row -> row.number("inserted"));
    }

    private static boolean isDoubledKey(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    private static boolean isBadValue(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }
}
