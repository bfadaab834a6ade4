package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.models.building.Built;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.warehouse.Warehouse;
import java.util.Set;
import java.util.TreeSet;

/** Builds the models, one after another in the order of what they read. One that fails takes those with it that read it, and no others. */
final class ModelStage {

    /** The source of a model's unit, whose scope is all and whose entity is the model. */
    private static final String SOURCE = "models";

    private final Warehouse warehouse;
    private final Outage outage;
    private final Recorder recorder;

    ModelStage(Warehouse warehouse, Outage outage, Recorder recorder) {
        this.warehouse = warehouse;
        this.outage = outage;
        this.recorder = recorder;
    }

    void run(ModelProject project, RunOptions options) throws InterruptedException {
        ModelBuilder builder = new ModelBuilder(warehouse, project.models());
        Set<String> failed = new TreeSet<>();
        for (Refused refused : project.refused()) {
            recorder.record(UnitResult.failed(unit(refused.name()), 0, refused.toString()));
            failed.add(refused.name());
        }
        for (Model model : project.models()) {
            Unit unit = unit(model.name());
            UnitResult result = model.readsOneOf(failed)
                    ? recorder.record(UnitResult.failed(unit, 0, missing(model, failed)))
                    : recorder.record(unit, started -> {
                        Built built = outage.outlast(() -> builder.build(model, options.force()));
                        Moved moved = new Moved(0, built.written(), 0, 0, 0);
                        return new UnitResult(unit, Status.SUCCEEDED, moved, Recorder.seconds(started), "");
                    });
            if (result.status() == Status.FAILED) {
                failed.add(model.name());
            }
        }
    }

    private static Unit unit(String name) {
        return new Unit(Stage.MODELS, Subject.ofAllScopes(SOURCE, name));
    }

    private static String missing(Model model, Set<String> failed) {
        Set<String> missing = new TreeSet<>(model.refs());
        missing.retainAll(failed);
        return "not built, it stays as it was: it reads " + String.join(", ", missing) + ", which failed";
    }
}
