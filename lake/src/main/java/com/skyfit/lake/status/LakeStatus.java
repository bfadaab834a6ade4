package com.skyfit.lake.status;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.Writer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands.
 *
 * @param entities in the order of the catalog
 * @param waiting what the active run waits for
 * @param writer the active run; null if there is none
 */
public record LakeStatus(
        List<EntityStatus> entities,
        List<Waiting> waiting,
        @Nullable Writer writer) {

    public LakeStatus {
        entities = List.copyOf(entities);
        waiting = List.copyOf(waiting);
    }

    /**
     * Reads it.
     *
     * @throws IOException if the lake cannot be read
     */
    public static LakeStatus read(Configuration configuration, Warehouse warehouse, Selection selection)
            throws IOException, SQLException {
        return new LakeStatus(
                EntityStatus.read(configuration, warehouse, selection), Waiting.read(warehouse), writer(warehouse));
    }

    private static @Nullable Writer writer(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Writer.atWork(connection).orElse(null);
        }
    }
}
