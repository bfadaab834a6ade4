package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The ledger's knowledge of an entity's transforms: which files gold has seen, and by which mapping. In the transaction of its caller. */
final class TransformLedger {

    private static final String REMEMBER_MAPPING = """
            insert into ops.mapping as m (source, entity, fingerprint) values (:source, :entity, :fingerprint)
            on conflict (source, entity) do update set fingerprint = excluded.fingerprint, applied_at = now()
            where m.fingerprint <> excluded.fingerprint""";

    private static final String OTHER_MAPPING = """
            select (select coalesce(sum(loaded_lines), 0) from ops.file f
                    where f.source = m.source and f.entity = m.entity and f.state = 'loaded') as rows
            from ops.mapping m where source = :source and entity = :entity and fingerprint <> :fingerprint""";

    private static final String FORGET_FILES = """
            update ops.file set transformed_at = null
            where source = :source and entity = :entity and transformed_at is not null""";

    private static final String FORGET_LISTINGS = """
            update ops.manifest set absence_applied_at = null
            where source = :source and entity = :entity and absence_applied_at is not null""";

    private static final String FORGET_DRIFT = "delete from ops.drift where source = :source and entity = :entity";

    private static final String FORGET_KEYS = "delete from ops.gold_keys where source = :source and entity = :entity";

    private static final String NEW_FILES = """
            select file_id, loaded_lines from ops.file
            where source = :source and entity = :entity and state = 'loaded' and transformed_at is null
            order by run_id, blob_path""";

    private final Connection connection;
    private final Source source;
    private final Entity entity;

    TransformLedger(Connection connection, Source source, Entity entity) {
        this.connection = connection;
        this.source = source;
        this.entity = entity;
    }

    /**
     * Loaded files that are transformed together.
     *
     * @param fileIds their numbers
     * @param rows that silver has of them
     */
    record Portion(List<Integer> fileIds, long rows) {

        Portion {
            fileIds = List.copyOf(fileIds);
        }

        /** Their numbers as a parameter of a query. */
        int[] files() {
            return fileIds.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private record NewFile(int fileId, long rows) {}

    /**
     * A mapping that differs from the one gold was filled with is applied to all of silver: then no file is treated as seen.
     *
     * @return whether it differs
     */
    boolean applyMapping() throws SQLException {
        boolean differs = query(REMEMBER_MAPPING)
                        .bind("fingerprint", MappingFingerprint.of(entity))
                        .update()
                > 0;
        if (differs) {
            query(FORGET_FILES).update();
        }
        return differs;
    }

    /** How many rows of silver will be transformed again because the mapping has changed; empty if it has not. */
    OptionalLong rowsToFillAgain() throws SQLException {
        return query(OTHER_MAPPING)
                .bind("fingerprint", MappingFingerprint.of(entity))
                .first(row -> row.number("rows"))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /**
     * The loaded files that gold has not seen, oldest run first.
     *
     * @param most rows of a portion; a file is never divided
     */
    List<Portion> newFiles(long most) throws SQLException {
        List<Portion> portions = new ArrayList<>();
        List<NewFile> together = new ArrayList<>();
        long rows = 0;
        for (NewFile file : query(NEW_FILES)
                .list(row -> new NewFile(Math.toIntExact(row.number("file_id")), row.number("loaded_lines")))) {
            if (!together.isEmpty() && rows + file.rows() > most) {
                portions.add(portion(together));
                together.clear();
                rows = 0;
            }
            together.add(file);
            rows += file.rows();
        }
        if (!together.isEmpty()) {
            portions.add(portion(together));
        }
        return portions;
    }

    private static Portion portion(List<NewFile> files) {
        return new Portion(
                files.stream().map(NewFile::fileId).toList(),
                files.stream().mapToLong(NewFile::rows).sum());
    }

    /** Takes out of quarantine what an earlier transform of these files put there. */
    void forgetBadValues(Portion portion) throws SQLException {
        Query.of(connection, "delete from ops.quarantine where stage = 'transform' and file_id = any (:files)")
                .bind("files", portion.files())
                .update();
    }

    /** Gold has seen these files. */
    void markTransformed(Portion portion) throws SQLException {
        Query.of(connection, "update ops.file set transformed_at = now() where file_id = any (:files)")
                .bind("files", portion.files())
                .update();
    }

    /** As if nothing of the entity had ever been transformed. */
    void forgetAll() throws SQLException {
        query(FORGET_FILES).update();
        query(FORGET_LISTINGS).update();
        query(FORGET_DRIFT).update();
        query(FORGET_KEYS).update();
    }

    private Query query(String sql) {
        return Query.of(connection, sql).bind("source", source.name()).bind("entity", entity.name());
    }
}
