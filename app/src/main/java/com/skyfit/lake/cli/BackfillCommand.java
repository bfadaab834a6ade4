package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.extract.Backfill;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.result.Stage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A range of the past, read again. */
@Command(
        name = "backfill",
        description = {
            "Reads again the records whose source time is from T on and before T, through all stages.",
            "Where later extractions resume stays as it is. Records are read in today's state: a source does not keep what they were. A backfill that was interrupted resumes when the same range is asked for again. What is read completely every time, or record by record of another entity, has no range and is left out."
        },
        exitCodeList = {
            ExitCodeText.COMPLETE,
            ExitCodeText.PARTLY,
            ExitCodeText.USAGE,
            ExitCodeText.CHECKS,
            ExitCodeText.LOCKED,
            ExitCodeText.PARKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit backfill --from 2026-01-01 --to 2026-02-01 --entity deals",
            "  skyfit backfill --from 2026-01-01T06:00:00Z --to 2026-01-02 --source zendesk"
        })
final class BackfillCommand implements Callable<Integer>, LeavesLog.OfRun {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StageOptions options = new StageOptions();

    @Option(
            names = "--from",
            paramLabel = "T",
            required = true,
            description = "The first moment, such as 2026-01-01T00:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "T", required = true, description = "The first moment that is left out.")
    private Instant to = Instant.EPOCH;

    @Override
    public StageOptions options() {
        return options;
    }

    @Override
    public Integer call() throws Exception {
        Selection selection = options.selected().selection();
        List<Source> sources = options.selected().place().catalog().sources();
        List<Entity> selected = sources.stream()
                .filter(selection::includes)
                .flatMap(source -> source.entities().stream())
                .filter(selection::includes)
                .toList();
        if (!selected.isEmpty() && selected.stream().noneMatch(Backfill::isPossible)) {
            throw usage(Backfill.NO_RANGE.formatted(selected.get(0).name()));
        }
        Range range;
        try {
            range = new Range(from, to);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return options.run("backfill " + range, new RunOptions(EnumSet.allOf(Stage.class)).again(range));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(Console.specified(spec).commandLine(), problem);
    }
}
