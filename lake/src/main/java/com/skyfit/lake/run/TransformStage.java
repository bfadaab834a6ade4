package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.Transformed;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.List;

/** Transforms new silver rows to gold, entity by entity, all scopes of an entity in one transaction, each as soon as its load allows. */
final class TransformStage {

    private final Transform transform;
    private final Outage outage;
    private final Recorder recorder;

    TransformStage(Warehouse warehouse, Outage outage, Recorder recorder) {
        this.transform = new Transform(warehouse);
        this.outage = outage;
        this.recorder = recorder;
    }

    void run(List<EntityInRun> entities, Selection selection, RunOptions options) throws InterruptedException {
        for (EntityInRun entity : entities) {
            Unit unit = new Unit(
                    Stage.TRANSFORM,
                    Subject.ofAllScopes(entity.source().name(), entity.entity().name()));
            recorder.record(unit, started -> {
                Transformed done = outage.outlast(() -> transform(entity, selection, options));
                long written = done.inserted() + done.changed() + done.vanished();
                Moved moved = new Moved(done.rowsIn(), written, done.badValues(), 0, 0);
                return new UnitResult(unit, Status.SUCCEEDED, moved, Recorder.seconds(started), "");
            });
        }
    }

    private Transformed transform(EntityInRun entity, Selection selection, RunOptions options)
            throws SQLException, InterruptedException {
        if (options.force()) {
            entity.arrivals().awaitLast();
            return transform.rebuild(entity.source(), entity.entity());
        }
        return transform.run(
                entity.source(),
                entity.entity(),
                scope -> options.confirmDeletions() && selection.includesScope(scope),
                entity.arrivals());
    }
}
