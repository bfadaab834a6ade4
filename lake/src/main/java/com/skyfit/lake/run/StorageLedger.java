package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.StorageStatus;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the size of each layer at the end of a run, so that growth can be computed. A failure to do so fails no run. */
final class StorageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(StorageLedger.class);

    private final Configuration configuration;
    private final Warehouse warehouse;

    StorageLedger(Configuration configuration, Warehouse warehouse) {
        this.configuration = configuration;
        this.warehouse = warehouse;
    }

    void note(RunId run, Instant now) {
        try {
            StorageStatus storage = StorageStatus.read(configuration, warehouse, now);
            try (Connection connection = warehouse.connect()) {
                for (StorageStatus.Layer layer : storage.layers()) {
                    Query.of(connection, """
                                    insert into ops.storage (run_id, layer, bytes, measured_at) values (:run, :layer, :bytes, :now)
                                    on conflict do nothing""")
                            .bind("run", run.text())
                            .bind("layer", layer.layer())
                            .bind("bytes", layer.bytes())
                            .bind("now", now)
                            .update();
                }
            }
        } catch (SQLException | IOException e) {
            LOG.warn("event=storage_not_measured reason=\"{}\"", e.getMessage());
        }
    }
}
