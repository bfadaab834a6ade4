package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the loaded files of one entity that gold has not seen yet into its tables, all in one transaction: readers see the state
 * before or the state after. Running it again, on any order or split of the same files, ends in the same rows.
 */
public final class Transform {

    private final Warehouse warehouse;

    /** Takes the warehouse that holds silver and gold. */
    public Transform(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Creates what is missing of the entity's silver and gold tables. */
    public void prepare(Source source, Entity entity) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            SilverTable.of(source, entity).create(connection);
            GoldSchema.create(connection, entity);
            connection.commit();
        }
    }

    /**
     * Transforms what is new, in every scope.
     *
     * @param runId the run that does it, noted with drift
     */
    public Transformed run(Source source, Entity entity, String runId) throws SQLException {
        prepare(source, entity);
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Transformed done = new Work(connection, source, entity, runId).run();
                connection.commit();
                return done;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** One entity's transaction. */
    private static final class Work {
        private final Connection connection;
        private final Source source;
        private final Entity entity;
        private final String runId;
        private final SilverTable silver;

        Work(Connection connection, Source source, Entity entity, String runId) {
            this.connection = connection;
            this.source = source;
            this.entity = entity;
            this.runId = runId;
            this.silver = SilverTable.of(source, entity);
        }

        Transformed run() throws SQLException {
            applyMapping();
            Integer[] files = newFiles();
            Transformed merged = files.length == 0 ? Transformed.NOTHING : merge(files);
            long vanished = entity.absentMeansDeleted() ? markVanished() : 0;
            if (files.length > 0 || vanished > 0) {
                for (Table child : entity.childTables()) {
                    execute(new ChildSql(entity, child).followDeletion());
                }
            }
            return new Transformed(
                    merged.rowsIn(),
                    merged.inserted(),
                    merged.changed(),
                    merged.confirmed(),
                    vanished,
                    merged.badValues());
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

        private Integer[] newFiles() throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("""
                    select file_id from ops.file
                    where source = ? and entity = ? and state = 'loaded' and transformed_at is null""")) {
                query.setString(1, source.name());
                query.setString(2, entity.name());
                try (ResultSet rows = query.executeQuery()) {
                    List<Integer> files = new ArrayList<>();
                    while (rows.next()) {
                        files.add(rows.getInt(1));
                    }
                    return files.toArray(Integer[]::new);
                }
            }
        }

        private Transformed merge(Integer[] files) throws SQLException {
            Array fileIds = connection.createArrayOf("int4", files);
            executeWith("delete from ops.quarantine where stage = 'transform' and file_id = any (?)", fileIds);
            boolean guarded = !createOptimistic(fileIds);
            long badValues = guarded ? createGuarded(fileIds) : 0;
            long rowsIn = rowsIn(fileIds);
            MergeSql merge = new MergeSql(entity.table(), BatchSql.BATCH);
            execute("analyze " + BatchSql.BATCH);
            execute(merge.dropStale());
            long changed = execute(merge.updateChanged());
            long confirmed = execute(merge.confirmUnchanged());
            long inserted = execute(merge.insertNew());
            for (Table child : entity.childTables()) {
                badValues += mergeChild(child, guarded);
            }
            noteDrift();
            executeWith("update ops.file set transformed_at = now() where file_id = any (?)", fileIds);
            return new Transformed(rowsIn, inserted, changed, confirmed, 0, badValues);
        }

        private boolean createOptimistic(Array fileIds) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                executeWith(new BatchSql(entity).optimistic(silver.sql()), fileIds);
                return true;
            } catch (SQLException e) {
                if (!isBadValue(e)) {
                    throw e;
                }
                connection.rollback(before);
                return false;
            }
        }

        private long createGuarded(Array fileIds) throws SQLException {
            BatchSql sql = new BatchSql(entity);
            executeWith(sql.texts(silver.sql()), fileIds);
            execute(sql.guarded());
            return execute(sql.quarantineBadValues());
        }

        private long rowsIn(Array fileIds) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(
                    "select coalesce(sum(loaded_lines), 0) from ops.file where file_id = any (?)")) {
                query.setArray(1, fileIds);
                try (ResultSet sum = query.executeQuery()) {
                    sum.next();
                    return sum.getLong(1);
                }
            }
        }

        private long mergeChild(Table child, boolean recordsGuarded) throws SQLException {
            ChildSql sql = new ChildSql(entity, child);
            boolean guarded = recordsGuarded;
            Savepoint before = connection.setSavepoint();
            try {
                execute(sql.rows(recordsGuarded));
            } catch (SQLException e) {
                if (!isBadValue(e)) {
                    throw e;
                }
                connection.rollback(before);
                guarded = true;
                execute(sql.rows(true));
            }
            long badValues = guarded ? execute(sql.quarantineBadValues()) : 0;
            MergeSql merge = new MergeSql(child, ChildSql.CHILD);
            execute(sql.removeVanished());
            execute(merge.updateChanged());
            execute(merge.confirmUnchanged());
            execute(merge.insertNew());
            execute("drop table " + ChildSql.CHILD);
            return badValues;
        }

        private void noteDrift() throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("""
                    insert into ops.drift (source, entity, field, first_run_id, json_type)
                    select distinct on (e.key) ?, ?, e.key, ?, jsonb_typeof(e.value)
                    from %s b cross join lateral jsonb_each(b.%s) e(key, value)
                    order by e.key, jsonb_typeof(e.value) = 'null'
                    on conflict (source, entity, field) do nothing""".formatted(BatchSql.BATCH, BatchSql.UNKNOWN))) {
                insert.setString(1, source.name());
                insert.setString(2, entity.name());
                insert.setString(3, runId);
                insert.executeUpdate();
            }
        }

        /**
         * A record that the newest complete listing of its scope does not show, and that was not seen after it, is deleted at the source.
         * Scopes with files still to load are left alone: the record may be in one of them.
         */
        private long markVanished() throws SQLException {
            Table table = entity.table();
            Column key = table.column(table.key().get(0));
            try (PreparedStatement update = connection.prepareStatement("""
                    with listing as (
                        select distinct on (scope) scope, run_id,
                            to_timestamp(left(run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"') as taken_at
                        from ops.manifest m
                        where source = ? and entity = ? and complete_listing
                            and not exists (select from ops.file f where f.source = m.source and f.entity = m.entity
                                and f.scope = m.scope and f.state <> 'loaded')
                        order by scope, run_id desc
                    ),
                    shown as (
                        select f.scope, %s as key
                        from listing join ops.file f on f.source = ? and f.entity = ? and f.scope = listing.scope and f.run_id = listing.run_id
                            join %s l using (file_id)
                    )
                    update %s g set is_deleted = true, _deleted_at = listing.taken_at, _updated_at = now()
                    from listing
                    where g.scope = listing.scope and not g.is_deleted and g._source_run_id < listing.run_id
                        and not exists (select from shown where shown.scope = g.scope and shown.key = g.%s)""".formatted(
                            silver.keyOf("l.payload"), silver.sql(), GoldSchema.sql(table), Sql.name(key.name())))) {
                update.setString(1, source.name());
                update.setString(2, entity.name());
                update.setString(3, source.name());
                update.setString(4, entity.name());
                return update.executeUpdate();
            }
        }

        private long execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        }

        private void executeWith(String sql, Array fileIds) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, fileIds);
                statement.executeUpdate();
            }
        }

        private static boolean isBadValue(SQLException e) {
            return e.getSQLState() != null && e.getSQLState().startsWith("22");
        }
    }
}
