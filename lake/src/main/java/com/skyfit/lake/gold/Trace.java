package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a gold row: the row and every observation of its business key, newest first. The first is the one that the row shows.
 *
 * @param row the gold row as a JSON object; null where gold has none
 * @param deletion how it was learnt that the record is deleted; null where it lives
 * @param versions newest first, by the order that decides which one wins; empty where silver has none
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
     * @param sourceTime the source's own clock; null where it gives none
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
            Optional<Row> row = row(connection, entity, scope, key);
            return new Trace(
                    row.map(Row::json).orElse(null),
                    row.map(Row::deletion).orElse(null),
                    versions(connection, source, entity, scope, key, row.orElse(Row.NONE)));
        }
    }

    private record Row(
            String json,
            int fileId,
            int lineNo,
            boolean isDeleted,
            @Nullable String absentFromRunId) {
        static final Row NONE = new Row("", 0, 0, false, null);

        @Nullable String deletion() {
            if (absentFromRunId != null) {
                return "absent in the complete listing of run " + absentFromRunId;
            }
            return isDeleted ? "the source says so in the observation shown" : null;
        }
    }

    private static Optional<Row> row(Connection connection, Entity entity, String scope, String key)
            throws SQLException {
        String sql = "select to_jsonb(g), g._file_id, g._line_no, g.is_deleted, g._absent_from_run_id from "
                + GoldTable.of(entity.table()).sql()
                + " g where g.scope = ? and g." + Sql.name(entity.table().key().get(0)) + " = ?::"
                + PostgresTypes.sql(entity.keyType());
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, scope);
            query.setString(2, key);
            try (ResultSet found = query.executeQuery()) {
                return found.next()
                        ? Optional.of(new Row(
                                found.getString(1),
                                found.getInt(2),
                                found.getInt(3),
                                found.getBoolean(4),
                                found.getString(5)))
                        : Optional.empty();
            }
        }
    }

    private static List<Version> versions(
            Connection connection, Source source, Entity entity, String scope, String key, Row shown)
            throws SQLException {
        SilverTable silver = SilverTable.of(source, entity);
        String sql = """
                select f.run_id, f.blob_path, l.file_id, l.line_no, nullif(v.version, '-infinity') as version, p
                from %s l join ops.file f using (file_id)
                    cross join lateral (select l.payload as p) payload
                    cross join lateral (select %s as version) v
                where f.scope = ? and %s = ?::%s
                order by v.version desc, f.run_id collate "C" desc, f.blob_path collate "C" desc, l.line_no desc""".formatted(
                        silver.sql(),
                        new BatchSql(entity, Target.GOLD).version(true),
                        silver.keyOf("p"),
                        PostgresTypes.sql(entity.keyType()));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, scope);
            query.setString(2, key);
            try (ResultSet rows = query.executeQuery()) {
                List<Version> versions = new ArrayList<>();
                while (rows.next()) {
                    versions.add(new Version(
                            rows.getString("run_id"),
                            rows.getString("blob_path"),
                            rows.getInt("line_no"),
                            rows.getObject("version", OffsetDateTime.class),
                            rows.getInt("file_id") == shown.fileId() && rows.getInt("line_no") == shown.lineNo(),
                            rows.getString("p")));
                }
                return versions;
            }
        }
    }
}
