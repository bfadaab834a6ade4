package com.skyfit.lake.gold;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;

/** One entity's way from bronze lines to gold, for tests that lay down lines and look at rows. */
public final class LakeUnderTest {

    private final LocalLake lake;
    private final Warehouse warehouse;
    private final Source source;
    private final Entity entity;
    private final Transform transform;

    public LakeUnderTest(Path folder, Warehouse warehouse, Source source, String entity) throws Exception {
        this.lake = new LocalLake(folder);
        this.warehouse = warehouse;
        this.source = source;
        this.entity = source.entity(entity);
        this.transform = new Transform(warehouse);
        transform.prepare(source, this.entity);
    }

    /** Lays lines down as one run of a scope. */
    public LakeUnderTest bronze(String scope, String runId, String... lines) throws Exception {
        new BronzeFixture(lake).commit(source.name(), scope, entity.name(), runId, false, List.of(lines));
        return this;
    }

    /** Writes lines as a run that read everything. */
    public LakeUnderTest completeListing(String scope, String runId, String... lines) throws Exception {
        new BronzeFixture(lake).commit(source.name(), scope, entity.name(), runId, true, List.of(lines));
        return this;
    }

    /** Lays lines down as the run that ended a listing which an earlier run began. */
    public LakeUnderTest listingSince(String scope, String began, String runId, String... lines) throws Exception {
        new BronzeFixture(lake).commitListingSince(source.name(), scope, entity.name(), began, runId, List.of(lines));
        return this;
    }

    /** Loads what is new into silver. */
    public LakeUnderTest load() throws Exception {
        Ledger ledger = new Ledger(warehouse);
        ledger.register(lake, source.name());
        PartLoader loadFile = new PartLoader(warehouse, lake);
        for (String scope : source.defaultScopes()) {
            for (LedgerPart file : ledger.pending(new Subject(source.name(), scope, entity.name()))) {
                loadFile.load(SilverTable.of(source, entity), file);
            }
        }
        return this;
    }

    /** As {@link #run()}, with an operator who says that deletions are real. */
    public Transformed runConfirmed() throws Exception {
        load();
        return transform.run(source, entity, scope -> true, Arrivals.over());
    }

    /** Transforms what is loaded, and what is said to be on its way. */
    public Transformed transform(Arrivals arrivals) throws Exception {
        return transform.run(source, entity, scope -> false, arrivals);
    }

    /** Loads and transforms what is new. */
    public Transformed run() throws Exception {
        load();
        return transform.run(source, entity);
    }
}
