package com.skyfit.lake.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one entity in one scope.
 *
 * @param subject which
 * @param watermark the newest source time that extraction has finished with; null if none is known
 * @param lastRun the newest run that did anything with it; null before the first
 * @param lastStatus how its stages ended there: succeeded, or the worst of them
 * @param extractedAt the end of the newest complete extraction; null before the first
 * @param layers how many records each layer holds
 */
public record EntityStatus(
        @JsonUnwrapped Subject subject,
        @Nullable Instant watermark,
        @Nullable String lastRun,
        String lastStatus,
        @Nullable Instant extractedAt,
        @JsonUnwrapped Layers layers) {

    /**
     * How many records each layer holds.
     *
     * @param bronzeLines lines of all committed parts that the ledger knows
     * @param silverRows rows in silver
     * @param quarantined lines that silver could not take
     * @param quarantinedValues values that did not fit their gold columns, in any version of a record
     * @param goldRows rows of its gold table, deleted ones included
     * @param deletedRows those of them that are deleted
     */
    public record Layers(
            long bronzeLines,
            long silverRows,
            long quarantined,
            long quarantinedValues,
            long goldRows,
            long deletedRows) {}

    /**
     * Reads the state of the selected entities, in the order of the catalog.
     *
     * @throws IOException if the lake cannot be read
     */
    public static List<EntityStatus> read(Configuration configuration, Warehouse warehouse, Selection selection)
            throws IOException, SQLException {
        List<EntityStatus> found = new ArrayList<>();
        Manifests manifests = new Manifests(configuration.lake());
        try (Connection connection = warehouse.connect()) {
            for (ScopedEntity entity : configuration.subjects(selection)) {
                found.add(read(connection, entity, manifests.newest(entity.subject())));
            }
        }
        return found;
    }

    private record Rows(long all, long deleted) {}

    private static EntityStatus read(Connection connection, ScopedEntity entity, Optional<Manifest> newest)
            throws SQLException {
        Rows gold = gold(connection, entity);
        return Query.of(connection, Query.stored(EntityStatus.class, "entity-status"))
                .bind(entity.subject().parameters())
                .bind(
                        "tables",
                        entity.entity().tables().stream()
                                .map(table -> GoldTable.of(table).toString())
                                .toList())
                .one(row -> {
                    String lastRun = row.textOrNull("last_run");
                    return new EntityStatus(
                            entity.subject(),
                            newest.flatMap(Manifest::watermark).orElse(null),
                            lastRun,
                            lastRun == null ? "never run" : row.text("last_status"),
                            row.instantOrNull("extracted_at"),
                            new Layers(
                                    row.number("lines"),
                                    row.number("rows"),
                                    row.number("quarantined"),
                                    row.number("quarantined_values"),
                                    gold.all(),
                                    gold.deleted()));
                });
    }

    private static Rows gold(Connection connection, ScopedEntity entity) throws SQLException {
        String table = GoldTable.of(entity.entity().table()).sql();
        boolean exists = Query.of(connection, "select to_regclass(:table) is not null as known")
                .bind("table", table)
                .one(row -> row.flag("known"));
        if (!exists) {
            return new Rows(0, 0);
        }
        return Query.of(connection, Template.of("""
                                select count(*) as n, count(*) filter (where is_deleted) as deleted from {gold} where scope = :scope""").with("gold", table).sql())
                .bind("scope", entity.scope())
                .one(row -> new Rows(row.number("n"), row.number("deleted")));
    }
}
