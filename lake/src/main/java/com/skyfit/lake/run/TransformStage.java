package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.Transformed;
import com.skyfit.lake.warehouse.Warehouse;

/** Brings what is new in silver to gold, entity by entity, all scopes of an entity in one transaction. */
final class TransformStage {

    private final Configuration configuration;
    private final Transform transform;
    private final Recorder recorder;

    TransformStage(Configuration configuration, Warehouse warehouse, Recorder recorder) {
        this.configuration = configuration;
        this.transform = new Transform(warehouse);
        this.recorder = recorder;
    }

    void run(Selection selection) throws InterruptedException {
        for (Source source : configuration.catalog().sources()) {
            for (Entity entity : source.entities()) {
                if (selection.includes(source) && selection.includes(entity)) {
                    Unit unit = new Unit(Stage.TRANSFORM, source.name(), Unit.ALL_SCOPES, entity.name());
                    recorder.record(unit, started -> {
                        Transformed done = selection.force()
                                ? transform.rebuild(source, entity)
                                : transform.run(
                                        source,
                                        entity,
                                        scope -> selection.confirmDeletions() && selection.includesScope(scope));
                        return new UnitResult(
                                unit,
                                Status.SUCCEEDED,
                                done.rowsIn(),
                                done.inserted() + done.changed() + done.vanished(),
                                done.badValues(),
                                0,
                                0,
                                Recorder.seconds(started),
                                "");
                    });
                }
            }
        }
    }
}
