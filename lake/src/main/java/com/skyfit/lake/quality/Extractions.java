package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When entities were last read to their end. */
final class Extractions {

    private Extractions() {}

    /** When the newest complete extraction ended; null before the first. */
    static @Nullable Instant newest(Evidence evidence, ScopedEntity entity) throws SQLException {
        return evidence.about(entity, """
                        select max(committed_at) as at from ops.manifest
                        where source = :source and scope = :scope and entity = :entity and complete and committed_at <= :now""").bind("now", evidence.now()).only(row -> row.instantOrNull("at"));
    }

    /** Whether new records of an entity would have been read: only then does it mean something that there are none. */
    static boolean areCurrent(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant newest = newest(evidence, entity);
        return newest != null && !entity.expected().extracted().fails(Duration.between(newest, evidence.now()));
    }
}
