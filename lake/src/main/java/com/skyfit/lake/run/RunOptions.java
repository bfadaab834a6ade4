package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.run.result.Stage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a run processes the selected part of the lake.
 *
 * @param stages what is done, in the order of {@link Stage}
 * @param force whether parts that silver holds are loaded again, their rows replaced
 * @param sweep whether extraction lists everything if absence means deletion
 * @param confirmDeletions whether all records missing from complete listings are accepted as deleted
 * @param range of source time that is read again instead of new records; null for new records
 */
public record RunOptions(
        Set<Stage> stages,
        boolean force,
        boolean sweep,
        boolean confirmDeletions,
        @Nullable Range range) {

    public RunOptions {
        stages = Set.copyOf(stages);
    }

    /** New records, through these stages: swept when due, and no refused deletion accepted. */
    public RunOptions(Set<Stage> stages) {
        this(stages, false, false, false, null);
    }

    /** The same, with parts loaded again that silver holds. */
    public RunOptions forced() {
        return new RunOptions(stages, true, sweep, confirmDeletions, range);
    }

    /** The same, with a range read again instead of new records. */
    public RunOptions again(Range wanted) {
        return new RunOptions(stages, force, sweep, confirmDeletions, wanted);
    }

    /** Whether it is all stages, for new records. */
    public boolean isWhole() {
        return stages.equals(EnumSet.allOf(Stage.class)) && !force && range == null;
    }

    /** Whether the sources are asked. */
    public boolean extracts() {
        return stages.contains(Stage.EXTRACT);
    }
}
