package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Sessions;
import com.skyfit.lake.silver.SilverTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One entity's transform, inside a transaction of its caller. */
final class EntityTransform {

    /** So many lines of silver are handled at a time: what is prepared stays small, and a bad value costs its neighbours little. */
    private static final long LINES_AT_A_TIME = 200_000;

    /** Where nothing is compared, so many that what two readers share of them stays in memory. */
    private static final long LINES_INSERTED_AT_A_TIME = 20_000;

    private final Connection connection;
    private final Source source;
    private final Entity entity;
    private final Target target;
    private final SilverTable silver;
    private final BatchSql batch;
    private final MergeSql merge;
    private final List<ChildSql> children;

    /** Until the contrary is seen: to look for doubled keys at every row costs the insert a tenth of its time. */
    private boolean keysComeOnce = true;

    EntityTransform(Connection connection, Source source, Entity entity, Target target) {
        this.connection = connection;
        this.source = source;
        this.entity = entity;
        this.target = target;
        this.silver = SilverTable.of(source, entity);
        this.batch = new BatchSql(entity, target);
        this.merge = new MergeSql(target, entity.table(), BatchSql.BATCH);
        this.children = entity.childTables().stream()
                .map(child -> new ChildSql(entity, child, target))
                .toList();
    }

    /** Whether rows have nothing to be compared with, so that they can be inserted as parts come. */
    boolean insertsDirectly() throws SQLException {
        return children.isEmpty() && isEmpty();
    }

    /** Transforms what is new, in every scope, and marks what is absent; see {@link Transform#run(Source, Entity, Predicate, Arrivals)}. */
    Transformed run(Predicate<String> deletionsConfirmed, Arrivals arrivals) throws SQLException, InterruptedException {
        configureTransaction();
        applyMapping();
        boolean direct = insertsDirectly();
        List<NewFile> all = new ArrayList<>();
        Transformed total = Transformed.NOTHING;
        boolean more;
        do {
            more = arrivals.await();
            Sessions.Turn turn = arrivals.turn();
            try (turn) {
                List<NewFile> files = newFiles();
                for (List<NewFile> some : portions(files, direct ? LINES_INSERTED_AT_A_TIME : LINES_AT_A_TIME)) {
                    Array ids = connection.createArrayOf(
                            "int4", some.stream().map(NewFile::fileId).toArray());
                    long rowsIn = some.stream().mapToLong(NewFile::rows).sum();
                    total = total.plus(direct ? insertDirectly(ids, rowsIn) : merge(ids, rowsIn));
                }
                all.addAll(files);
            }
        } while (more);
        return total.plus(new Transformed(0, 0, 0, 0, markAbsent(all, deletionsConfirmed), 0));
    }

    /**
     * Gold is looked up by keys, not read, where little is new; room for what a portion shares; no machine code, whose making takes longer than
     * a portion; no end by a limit of the server while it waits for parts; values compressed the fast way by servers that know it. Ends with
     * the transaction.
     */
    private void configureTransaction() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
                    set_config('random_page_cost', '1.1', true), set_config('idle_in_transaction_session_timeout', '0', true)
                union all
                select set_config(name, 'lz4', true), null, null, null from pg_settings
                where name = 'default_toast_compression' and 'lz4' = any (enumvals)""")) {
            query.executeQuery().close();
        }
    }

    private static List<List<NewFile>> portions(List<NewFile> files, long most) {
        List<List<NewFile>> portions = new ArrayList<>();
        long lines = 0;
        for (NewFile file : files) {
            if (portions.isEmpty() || lines + file.rows() > most) {
                portions.add(new ArrayList<>());
                lines = 0;
            }
            portions.get(portions.size() - 1).add(file);
            lines += file.rows();
        }
        return portions;
    }

    /** A mapping that differs from the one gold was filled with is applied to all of silver. */
    private void applyMapping() throws SQLException {
        String fingerprint = MappingFingerprint.of(entity);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into ops.mapping as m (source, entity, fingerprint) values (?, ?, ?)
                on conflict (source, entity) do update set fingerprint = excluded.fingerprint, applied_at = now()
                where m.fingerprint <> excluded.fingerprint""")) {
            upsert.setString(1, source.name());
            upsert.setString(2, entity.name());
            upsert.setString(3, fingerprint);
            if (upsert.executeUpdate() == 0) {
                return;
            }
        }
        try (PreparedStatement again = connection.prepareStatement(
                "update ops.file set transformed_at = null where source = ? and entity = ? and transformed_at is not null")) {
            again.setString(1, source.name());
            again.setString(2, entity.name());
            again.executeUpdate();
        }
    }

    private record NewFile(int fileId, long rows) {}

    private List<NewFile> newFiles() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select file_id, loaded_lines from ops.file
                where source = ? and entity = ? and state = 'loaded' and transformed_at is null order by run_id, blob_path""")) {
            query.setString(1, source.name());
            query.setString(2, entity.name());
            try (ResultSet rows = query.executeQuery()) {
                List<NewFile> files = new ArrayList<>();
                while (rows.next()) {
                    files.add(new NewFile(rows.getInt(1), rows.getLong(2)));
                }
                return files;
            }
        }
    }

    private boolean isEmpty() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select from " + target.sql(entity.table()) + " limit 1")) {
            return !found.next();
        }
    }

    /** What nothing has to be compared with goes straight from silver into gold; see ADR-060. */
    private Transformed insertDirectly(Array fileIds, long rowsIn) throws SQLException {
        forgetBadValues(fileIds);
        Optional<Long> inserted = keysComeOnce
                ? attempt(
                        () -> count(batch.insertDirectly(silver.sql(), source.name(), ""), fileIds),
                        e -> isBadValue(e) || isDoubledKey(e))
                : Optional.empty();
        keysComeOnce = inserted.isPresent();
        if (inserted.isEmpty()) {
            inserted = attempt(
                    () -> count(batch.insertDirectly(silver.sql(), source.name(), " on conflict do nothing"), fileIds));
        }
        if (inserted.isEmpty()) {
            return merge(fileIds, rowsIn);
        }
        markTransformed(fileIds);
        Transformed first = new Transformed(rowsIn, inserted.get(), 0, 0, 0, 0);
        if (inserted.get() == rowsIn) {
            return first;
        }
        executeWith(batch.remaining(silver.sql()), fileIds);
        return first.plus(mergeBatch(false, 0));
    }

    private Transformed merge(Array fileIds, long rowsIn) throws SQLException {
        forgetBadValues(fileIds);
        boolean guarded = attempt(() -> executeWith(batch.optimistic(silver.sql()), fileIds))
                .isEmpty();
        long badValues = guarded ? createGuarded(fileIds) : 0;
        execute(batch.noteDrift(source.name(), BatchSql.BATCH));
        Transformed merged = mergeBatch(guarded, badValues);
        markTransformed(fileIds);
        return merged.plus(new Transformed(rowsIn, 0, 0, 0, 0, 0));
    }

    private void forgetBadValues(Array fileIds) throws SQLException {
        executeWith("delete from ops.quarantine where stage = 'transform' and file_id = any (?)", fileIds);
    }

    private void markTransformed(Array fileIds) throws SQLException {
        executeWith("update ops.file set transformed_at = now() where file_id = any (?)", fileIds);
    }

    /** Brings the batch into the tables. The batch is all observations at first: what is recorded of them must not depend on who wins. */
    private Transformed mergeBatch(boolean guarded, long badValuesOfRecords) throws SQLException {
        long badValues = badValuesOfRecords;
        for (ChildSql child : children) {
            badValues += createChild(child, guarded);
        }
        execute("analyze " + BatchSql.BATCH);
        execute(batch.keepNewest());
        execute(merge.compare());
        execute(merge.noteStale());
        execute(batch.dropStale());
        long changed = execute(merge.updateChanged());
        long confirmed = execute(merge.confirmUnchanged());
        long inserted = count(merge.insertNewRecords(source.name(), entity), null);
        execute("drop table " + MergeSql.COMPARED);
        for (ChildSql child : children) {
            mergeChild(child);
        }
        execute("drop table " + BatchSql.BATCH);
        return new Transformed(0, inserted, changed, confirmed, 0, badValues);
    }

    private long createGuarded(Array fileIds) throws SQLException {
        executeWith(batch.texts(silver.sql()), fileIds);
        execute(batch.guarded());
        long badValues = execute(batch.quarantineBadValues());
        execute("drop table " + BatchSql.TEXTS);
        return badValues;
    }

    private long createChild(ChildSql child, boolean recordsGuarded) throws SQLException {
        boolean guarded =
                recordsGuarded || attempt(() -> execute(child.rows(false))).isEmpty();
        if (!guarded) {
            return 0;
        }
        execute(child.rows(true));
        return execute(child.quarantineBadValues());
    }

    private void mergeChild(ChildSql child) throws SQLException {
        execute(child.keepWinners());
        execute(child.removeVanished());
        execute(child.merge().compare());
        execute(child.merge().updateChanged());
        execute(child.merge().confirmUnchanged());
        execute(child.merge().insertNew());
        execute("drop table " + MergeSql.COMPARED);
        execute("drop table " + child.batch());
    }

    /** Returns how many records count as deleted by it. */
    private long markAbsent(List<NewFile> files, Predicate<String> deletionsConfirmed) throws SQLException {
        if (!entity.absentMeansDeleted()) {
            return 0;
        }
        Array newFiles = connection.createArrayOf(
                "int4", files.stream().map(NewFile::fileId).toArray());
        long marked = new Absence(connection, source, entity, target).mark(newFiles, deletionsConfirmed);
        if (marked > 0 || !files.isEmpty()) {
            for (ChildSql child : children) {
                execute(child.followDeletion());
            }
        }
        return marked;
    }

    private interface Step {
        long run() throws SQLException;
    }

    /** Undoes the step where a value is not of its column's type, and returns nothing then. */
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

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private long executeWith(String sql, Array fileIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, fileIds);
            return statement.executeLargeUpdate();
        }
    }

    private long count(String sql, @Nullable Array fileIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (fileIds != null) {
                statement.setArray(1, fileIds);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static boolean isDoubledKey(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    private static boolean isBadValue(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("22");
    }
}
