package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A lake with one part of {@code zendesk.support.groups}, and an empty silver table to load it into. */
final class GroupsInBronze {

    private static final String RUN = "20261123T000000Z";
    private static final Source ZENDESK = CatalogReader.shipped().source("zendesk");

    static final SilverTable TABLE = SilverTable.of(ZENDESK, ZENDESK.entity("groups"));

    private final Warehouse warehouse;
    private final LocalLake lake;
    private final Ledger ledger;

    GroupsInBronze(Warehouse warehouse, Path folder) throws SQLException {
        this.warehouse = warehouse;
        this.lake = new LocalLake(folder);
        this.ledger = new Ledger(warehouse);
        try (Connection connection = warehouse.connect()) {
            TABLE.create(connection);
        }
    }

    Ledger ledger() {
        return ledger;
    }

    PartLoader loader() {
        return new PartLoader(warehouse, lake);
    }

    /** Commits these bytes as a part with this many lines according to its manifest. */
    LedgerPart part(byte[] stored, long lines) throws Exception {
        BronzeFixture bronze = new BronzeFixture(lake);
        Part part = bronze.part("zendesk", "support", "groups", RUN, 1, stored, lines);
        bronze.commit("zendesk", "support", "groups", RUN, 1, true, List.of(part), lines);
        ledger.register(lake, "zendesk");
        return ledger.all(new Subject("zendesk", "support", "groups")).get(0);
    }
}
