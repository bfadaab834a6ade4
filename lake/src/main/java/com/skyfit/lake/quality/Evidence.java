package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checks look at.
 *
 * @param connection to the warehouse, in a transaction of the caller
 * @param runId the run that checks
 * @param now the time against which the age of data is measured
 * @param entities the ones that are checked
 * @param reconciliations the terms of the first promise, one for each of the entities, in their order
 */
record Evidence(
        Connection connection,
        String runId,
        Instant now,
        List<ScopedEntity> entities,
        List<Reconciliation> reconciliations) {

    /** A query about an entity, its parameters {@code source}, {@code scope} and {@code entity} bound. */
    Query about(ScopedEntity entity, String sql) {
        return Query.of(connection, sql).bind(entity.subject().parameters());
    }

    /** The column {@code at} of the only row of a query about an entity. */
    @Nullable Instant time(ScopedEntity entity, String sql) throws SQLException {
        return about(entity, sql).only(row -> row.instantOrNull("at"));
    }

    /**
     * Whether the source does not offer the entity: then nothing about its extraction is expected. One that was read before is offered no
     * more, which is a loss and no such case.
     */
    boolean isUnavailable(ScopedEntity entity) throws SQLException {
        return about(entity, """
                        select status = 'unavailable' and not exists (
                            select from ops.manifest
                            where source = :source and scope = :scope and entity = :entity and complete) as unavailable
                        from ops.run_unit
                        where source = :source and scope = :scope and entity = :entity and stage = 'extract'
                        order by run_id collate "C" desc limit 1""").first(row -> row.flag("unavailable")).orElse(false);
    }
}
