package com.skyfit.lake.run;

import com.skyfit.lake.bronze.LakeId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds a database to the lake that fills it: parts of two lakes in one database would be counted as one. */
final class LakeBinding {

    private static final Logger LOG = LoggerFactory.getLogger(LakeBinding.class);

    private final Warehouse warehouse;
    private final LakeStorage lake;

    LakeBinding(Warehouse warehouse, LakeStorage lake) {
        this.warehouse = warehouse;
        this.lake = lake;
    }

    private record Bound(String id, String location) {}

    /**
     * Binds the database to the lake, if it has parts of none yet. A lake that cannot be read or written fills nothing: its units fail by
     * themselves, and what needs no lake is done.
     *
     * @throws InvalidSettingsException if another lake fills the database; names both
     */
    void hold() throws SQLException {
        try {
            hold(LakeId.of(lake));
        } catch (IOException e) {
            LOG.warn("event=lake_unknown location=\"{}\" reason=\"{}\"", lake.location(), FailureText.of(e));
        }
    }

    private void hold(String id) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Optional<Bound> bound =
                    Query.of(connection, """
                            select lake_id, location from ops.lake where exists (select from ops.manifest)""").first(row -> new Bound(row.text("lake_id"), row.text("location")));
            if (bound.isPresent() && !bound.get().id().equals(id)) {
                throw new InvalidSettingsException(List.of("SKYFIT_LAKE: the database " + warehouse.address()
                        + " is filled from another lake, " + bound.get().location() + " ("
                        + bound.get().id()
                        + "); this run uses " + lake.location() + " (" + id
                        + "). Use that lake, or a separate database for this one (PG_DATABASE, or another --home)"));
            }
            Query.of(connection, """
                            insert into ops.lake as l (lake_id, location) values (:id, :location)
                            on conflict (single) do update
                            set lake_id = excluded.lake_id, location = excluded.location, bound_at = now()
                            where (l.lake_id, l.location) is distinct from (excluded.lake_id, excluded.location)""")
                    .bind("id", id)
                    .bind("location", lake.location())
                    .update();
        }
    }
}
