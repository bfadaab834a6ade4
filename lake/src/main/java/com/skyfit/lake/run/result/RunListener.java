package com.skyfit.lake.run.result;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.source.ExtractionListener;

/** Receives what a run does while it does it. Called by several threads; must be quick and never throw. */
public interface RunListener extends ExtractionListener {

    /** Does nothing. */
    RunListener NONE = new RunListener() {};

    /** The run has its name and holds the writer's lock. */
    default void begun(RunContext run) {}

    /** Work on the unit begins. */
    default void started(Unit unit) {}

    /** Work on the unit has ended. */
    default void finished(UnitResult result) {}
}
