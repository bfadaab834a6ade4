package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.StateChanges;
import com.skyfit.lake.warehouse.Database;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The state as it was before a run. */
@Command(
        name = "undo",
        description = {
            "Restores the state that was before a run.",
            "What was read since stays in the lake, and is read again. An undo can be undone."
        },
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        })
final class StateUndoCommand implements Callable<Integer>, LeavesLog {

    @Mixin
    private SubjectArgument subject = new SubjectArgument();

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "The run, as history shows it. Default: the newest that left a manifest.")
    private @Nullable String run;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the change.")
    private String reason = "";

    @Override
    public HomeOption place() {
        return subject.place();
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(subject.place(), "state undo", () -> {
            Configuration configuration = subject.configuration();
            ScopedEntity entity = subject.in(configuration);
            try (Database database = Database.open(configuration.database(), subject.home())) {
                StateChanges changes = new StateChanges(
                        configuration.lake(), Commands.writer(database, configuration.lake(), subject.place()));
                subject.print(changes.undo(entity, run == null ? null : new RunId(run), reason));
            } catch (IllegalArgumentException e) {
                throw subject.usage(String.valueOf(e.getMessage()));
            }
            return 0;
        });
    }
}
