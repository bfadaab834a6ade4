package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.gold.history.HistorySchema;
import com.skyfit.lake.gold.history.Past;
import com.skyfit.lake.gold.schema.GoldSchema;
import com.skyfit.lake.gold.schema.SchemaChange;
import com.skyfit.lake.gold.schema.UnsafeCatalogException;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Brings the loaded files of one entity that gold has not seen yet into its tables, all in one transaction: readers see the state
 * before or the state after. Running it again, on any order or split of the same files, ends in the same rows.
 */
public final class Transform {

    private final Warehouse warehouse;

    /** Transforms within that warehouse, which holds silver and gold. */
    public Transform(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The changes that the next transform will make to the entity's gold tables because of the catalog, the refilling after a changed mapping included.
     */
    public List<SchemaChange> changes(Source source, Entity entity) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            List<SchemaChange> changes = new ArrayList<>(GoldSchema.changes(connection, entity));
            if (HistorySchema.isMissing(connection, source, entity.table())) {
                changes.add(new SchemaChange(
                        SchemaChange.Kind.NEW_TABLE,
                        History.nameFor(entity.table().name()),
                        "",
                        "the history of " + entity.table().name() + ", filled from all of silver"));
            }
            new TransformLedger(connection, source, entity)
                    .rowsToFillAgain()
                    .ifPresent(rows -> changes.add(new SchemaChange(
                            SchemaChange.Kind.FILL_AGAIN,
                            entity.table().name(),
                            "",
                            "the mapping has changed, " + rows + " silver rows are read again")));
            return changes;
        }
    }

    /**
     * Examines the complete catalog before any of it is applied.
     *
     * @throws UnsafeCatalogException with every change that cannot be made safely
     */
    public void refuseUnsafe(Catalog catalog) throws SQLException {
        List<SchemaChange> refused = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            for (Source source : catalog.sources()) {
                for (Entity entity : source.entities()) {
                    GoldSchema.changes(connection, entity).stream()
                            .filter(change -> change.kind() == SchemaChange.Kind.REFUSED)
                            .forEach(refused::add);
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new UnsafeCatalogException(refused);
        }
    }

    /**
     * Creates missing silver and gold tables and columns of the entity, and widens types that the catalog has widened.
     *
     * @throws UnsafeCatalogException if the catalog asks for what cannot be done safely; nothing was changed
     */
    public void prepare(Source source, Entity entity) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            SilverTable.of(source, entity).create(connection);
            GoldSchema.create(connection, entity);
            HistorySchema.create(connection, source, entity.table());
            connection.commit();
        }
    }

    /** Transforms the new observations that are present, in every scope. */
    public Transformed run(Source source, Entity entity) throws SQLException, InterruptedException {
        return run(source, entity, scope -> false, Arrivals.over());
    }

    /**
     * Transforms new observations, in every scope. While parts arrive, those present already go into an empty table; a table with rows
     * waits for all of them, since comparing costs less the fewer times it is done (ADR-065).
     *
     * @param deletionsConfirmed whether an operator confirms that all records that the complete listings of a scope miss are deleted
     * @param arrivals the parts that are being loaded
     * @throws InterruptedException if the thread is interrupted while it waits for parts; gold is as before
     */
    public Transformed run(Source source, Entity entity, Predicate<String> deletionsConfirmed, Arrivals arrivals)
            throws SQLException, InterruptedException {
        prepare(source, entity);
        // A connection that is closed without a commit is rolled back.
        try (Connection connection = warehouse.connect()) {
            EntityTransform transform = new EntityTransform(
                    connection,
                    source,
                    entity,
                    Target.GOLD,
                    Past.of(connection, source, entity.table(), Target.GOLD.sql(entity.table())));
            if (!transform.insertsDirectly()) {
                arrivals.awaitLast();
            }
            connection.setAutoCommit(false);
            Transformed done = transform.run(deletionsConfirmed, arrivals);
            connection.commit();
            return done;
        }
    }

    /**
     * Builds gold from all of silver, as if nothing had been transformed before, and makes the tables what was built: rows that silver does
     * not justify go, rows that differ are corrected, missing ones come. It is built in temporary tables, so a rebuild that dies leaves
     * nothing behind; readers see the tables as they were until it ends, and nothing that depends on them is touched (ADR-061).
     *
     * @return of the rows: read, put in, corrected, as they should be; as vanished those taken out
     */
    public Transformed rebuild(Source source, Entity entity) throws SQLException, InterruptedException {
        prepare(source, entity);
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            Transformed done = new Rebuild(connection, source, entity).run();
            connection.commit();
            return done;
        }
    }
}
