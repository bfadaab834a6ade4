package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a gold row: the row and every observation of its business key, newest first. The first is the one that the row shows.
 *
 * @param row the gold row as a JSON object; null if gold has none
 * @param deletion how it was learnt that the record is deleted; null if it lives
 * @param versions newest first, by the order that decides which one wins; empty if silver has none
 */
public record Trace(@Nullable String row, @Nullable String deletion, List<Version> versions) {

    public Trace {
        versions = List.copyOf(versions);
    }

    /**
     * One observation.
     *
     * @param runId the run that read it
     * @param blobPath the bronze file, relative to the lake's root
     * @param lineNo its line there, from 1
     * @param sourceTime the source's own clock; null if it gives none
     * @param shown whether the gold row shows it
     * @param payload as silver holds it, a JSON object
     */
    public record Version(
            String runId,
            String blobPath,
            int lineNo,
            @Nullable OffsetDateTime sourceTime,
            boolean shown,
            String payload) {}

    /**
     * Looks a record up. Reads all of the entity's silver rows of the scope.
     *
     * @param key the business key as text
     * @throws IllegalArgumentException if it cannot be a key of this entity
     */
    public static Trace of(Warehouse warehouse, Source source, Entity entity, String scope, String key)
            throws SQLException {
        if (entity.keyType() == ColumnType.Simple.BIGINT && !key.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "Invalid key '" + key + "' of " + entity.name() + ": expected its id, a whole number");
        }
        try (Connection connection = warehouse.connect()) {
            Optional<Shown> shown = shown(connection, entity, scope, key);
            return new Trace(
                    shown.map(Shown::json).orElse(null),
                    shown.map(Shown::deletion).orElse(null),
                    versions(connection, source, entity, scope, key, shown.orElse(Shown.NOTHING)));
        }
    }

    private record Shown(
            String json,
            int fileId,
            int lineNo,
            boolean isDeleted,
            @Nullable String absentFromRunId) {
        static final Shown NOTHING = new Shown("", 0, 0, false, null);

        @Nullable String deletion() {
            if (absentFromRunId != null) {
                return "absent in the complete listing of run " + absentFromRunId;
            }
            return isDeleted ? "the observation shown is marked as deleted by the source" : null;
        }
    }

    private static Optional<Shown> shown(Connection connection, Entity entity, String scope, String key)
            throws SQLException {
        String sql = Template.of("""
                        select to_jsonb(g) as json, g._file_id, g._line_no, g.is_deleted, g._absent_from_run_id
                        from {gold} g where g.scope = :scope and g.{key} = :key::{key_type}""")
                .with("gold", GoldTable.of(entity.table()).sql())
                .with("key", Sql.name(entity.table().key().get(0)))
                .with("key_type", PostgresTypes.sql(entity.keyType()))
                .sql();
        return Query.of(connection, sql)
                .bind("scope", scope)
                .bind("key", key)
                .first(row -> new Shown(
                        row.text("json"),
                        Math.toIntExact(row.number("_file_id")),
                        Math.toIntExact(row.number("_line_no")),
                        row.flag("is_deleted"),
                        row.textOrNull("_absent_from_run_id")));
    }

    private static List<Version> versions(
            Connection connection, Source source, Entity entity, String scope, String key, Shown shown)
            throws SQLException {
        SilverTable silver = SilverTable.of(source, entity);
        String sql = Template.of("""
                        select f.run_id, f.blob_path, l.file_id, l.line_no, v.version, p
                        from {observations} l join ops.file f using (file_id)
                            cross join lateral (select l.payload as p) payload
                            cross join lateral (select {version} as version) v
                        where f.scope = :scope and {key} = :key::{key_type}
                        order by v.version desc nulls last, f.run_id collate "C" desc, f.blob_path collate "C" desc, l.line_no desc""")
                .with("observations", silver.observations())
                .with("version", ValueSql.version(entity.version(), "p"))
                .with("key", silver.keyOf("p"))
                .with("key_type", PostgresTypes.sql(entity.keyType()))
                .sql();
        return Query.of(connection, sql).bind("scope", scope).bind("key", key).list(row -> version(row, shown));
    }

    private static Version version(Row row, Shown shown) throws SQLException {
        int lineNo = Math.toIntExact(row.number("line_no"));
        Instant time = row.instantOrNull("version");
        return new Version(
                row.text("run_id"),
                row.text("blob_path"),
                lineNo,
                time == null ? null : time.atOffset(ZoneOffset.UTC),
                row.number("file_id") == shown.fileId() && lineNo == shown.lineNo(),
                row.text("p"));
    }
}
