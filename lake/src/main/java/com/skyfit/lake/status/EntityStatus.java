package com.skyfit.lake.status;

import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one entity of one scope stands.
 *
 * @param source the source's name
 * @param scope the business unit
 * @param entity the entity's name
 * @param watermark the newest source time that extraction has finished with; null where none is known
 * @param lastRun the newest run that did anything with it; null before the first
 * @param lastStatus how its stages ended there: succeeded, or the worst of them
 * @param extractedAt the end of the newest complete extraction; null before the first
 * @param bronzeLines lines of all committed parts that the ledger knows
 * @param silverRows rows in silver
 * @param quarantined lines that silver could not take
 * @param goldRows rows of its gold table, deleted ones included
 * @param deletedRows those of them that are deleted
 */
public record EntityStatus(
        String source,
        String scope,
        String entity,
        @Nullable Instant watermark,
        @Nullable String lastRun,
        String lastStatus,
        @Nullable Instant extractedAt,
        long bronzeLines,
        long silverRows,
        long quarantined,
        long goldRows,
        long deletedRows) {

    /**
     * Reads where the selected entities stand, in the order of the catalog.
     *
     * @throws IOException if the lake cannot be read
     */
    public static List<EntityStatus> read(Configuration configuration, Warehouse warehouse, Selection selection)
            throws IOException, SQLException {
        List<EntityStatus> found = new ArrayList<>();
        Manifests manifests = new Manifests(configuration.lake());
        try (Connection connection = warehouse.connect()) {
            for (Source source : configuration.catalog().sources()) {
                if (!selection.includes(source)) {
                    continue;
                }
                for (String scope : configuration.scopes().getOrDefault(source.name(), List.of())) {
                    for (Entity entity : source.entities()) {
                        if (selection.includesScope(scope) && selection.includes(entity)) {
                            found.add(read(
                                    connection,
                                    source,
                                    scope,
                                    entity,
                                    manifests.newest(source.name(), scope, entity.name())));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static EntityStatus read(
            Connection connection, Source source, String scope, Entity entity, Optional<Manifest> newest)
            throws SQLException {
        long[] gold = gold(connection, scope, entity);
        try (PreparedStatement query = connection.prepareStatement("""
                with unit as (
                    select run_id, status from ops.run_unit
                    where source = ? and scope in (?, '*') and entity = ?
                ),
                file as (select * from ops.file where source = ? and scope = ? and entity = ?)
                select
                    (select max(run_id) from unit) as last_run,
                    (select coalesce(min(status) filter (where status <> 'succeeded'), 'succeeded') from unit
                     where run_id = (select max(run_id) from unit)) as last_status,
                    (select max(committed_at) from ops.manifest where source = ? and scope = ? and entity = ? and complete) as extracted_at,
                    (select coalesce(sum(lines), 0) from file) as lines,
                    (select coalesce(sum(loaded_lines), 0) from file) as rows,
                    (select coalesce(sum(quarantined_lines), 0) from file) as quarantined""")) {
            for (int i = 0; i < 9; i += 3) {
                query.setString(i + 1, source.name());
                query.setString(i + 2, scope);
                query.setString(i + 3, entity.name());
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                String lastRun = row.getString("last_run");
                OffsetDateTime extractedAt = row.getObject("extracted_at", OffsetDateTime.class);
                return new EntityStatus(
                        source.name(),
                        scope,
                        entity.name(),
                        newest.flatMap(Manifest::watermark).orElse(null),
                        lastRun,
                        lastRun == null ? "never run" : row.getString("last_status"),
                        extractedAt == null ? null : extractedAt.toInstant(),
                        row.getLong("lines"),
                        row.getLong("rows"),
                        row.getLong("quarantined"),
                        gold[0],
                        gold[1]);
            }
        }
    }

    private static long[] gold(Connection connection, String scope, Entity entity) throws SQLException {
        String table = Sql.name("core", entity.table().name());
        try (PreparedStatement exists = connection.prepareStatement("select to_regclass(?) is not null")) {
            exists.setString(1, table);
            try (ResultSet row = exists.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return new long[] {0, 0};
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select count(*), count(*) filter (where is_deleted) from " + table + " where scope = ?")) {
            query.setString(1, scope);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }
}
