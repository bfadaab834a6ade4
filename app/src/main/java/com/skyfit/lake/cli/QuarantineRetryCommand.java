package com.skyfit.lake.cli;

import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.QuarantinedLine;
import com.skyfit.lake.silver.LoadedPart;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lines in quarantine, judged again. */
@Command(
        name = "retry",
        description = {
            "Judges the lines in quarantine again, as rules and server are now.",
            "The next transform brings good ones to gold."
        },
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        })
final class QuarantineRetryCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(
            names = "--json",
            description = "Prints how many lines were accepted and how many stay, as one JSON object.")
    private boolean json;

    @Override
    public HomeOption place() {
        return options.place();
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(options.place(), "quarantine retry", () -> judgeAgain());
    }

    private int judgeAgain() throws Exception {
        Configuration configuration = options.place().configuration(options.selection());
        try (Database database = Database.open(configuration.database(), options.home())) {
            LoadedPart judged = QuarantinedLine.judgeAgain(
                    configuration,
                    database.warehouse(),
                    options.selection(),
                    Commands.writer(database, configuration.lake(), options.place()));
            Console.of(spec)
                    .line(
                            json
                                    ? Json.of(judged)
                                    : judged.rows() + " lines are rows of silver now, " + judged.quarantined()
                                            + " stay in quarantine");
        }
        return 0;
    }
}
