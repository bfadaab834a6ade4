package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.Recount;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether anything is missing, counted anew. */
@Command(
        name = "reconcile",
        description = {
            "Counts all records again, layer by layer, and compares their keys.",
            "Records answered, bronze lines, silver rows, quarantined lines, business keys and gold rows."
        },
        exitCodeList = {
            "0:everything adds up",
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            "3:something does not add up",
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit reconcile",
            "  skyfit reconcile --entity deals --bronze",
            "  skyfit reconcile --source zendesk --json"
        })
final class ReconcileCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(names = "--json", description = "Prints the counts and what does not add up as one JSON object.")
    private boolean json;

    @Option(names = "--bronze", description = "Reads every part again too: its hash and its lines.")
    private boolean bronze;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "Lists so many keys of each kind. Default: ${DEFAULT-VALUE}.")
    private int most;

    /** What was counted, for programs. */
    private record Reconciled(List<Recount> reconciliations) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().configuration(selection);
        try (Database database = Database.open(configuration.database(), options.home())) {
            List<Recount> recounts = Recount.of(configuration, database.warehouse(), selection, bronze, most);
            if (json) {
                console.line(Json.of(new Reconciled(recounts)));
            } else {
                recounts.forEach(recount -> print(console, recount));
            }
            return recounts.stream().allMatch(recount -> recount.breaches().isEmpty())
                    ? ExitCode.OK.number()
                    : ExitCode.CHECKS_FAILED.number();
        }
    }

    private static void print(Console console, Recount recount) {
        console.line(recount.counts().subject() + ": " + recount.counts().equation());
        for (String breach : recount.breaches()) {
            console.line(console.coloured("red", "  does not add up: " + breach));
        }
    }
}
