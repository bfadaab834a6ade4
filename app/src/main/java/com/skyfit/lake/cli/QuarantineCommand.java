package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.QuarantinedLine;
import com.skyfit.lake.operations.QuarantinedValue;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lines that silver could not take. */
@Command(
        name = "quarantine",
        description = "Lists, shows and judges again what silver and gold could not take.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = QuarantineRetryCommand.class,
        footer = {
            "",
            "Examples:",
            "  skyfit quarantine list --entity deals",
            "  skyfit quarantine show 1",
            "  skyfit quarantine retry --source zendesk"
        })
final class QuarantineCommand {

    @Spec
    private @Nullable CommandSpec spec;

    /** What is in quarantine, for programs. */
    private record Listed(List<QuarantinedLine> lines, List<QuarantinedValue> values) {}

    private static void print(Console console, List<QuarantinedLine> lines, List<QuarantinedValue> values) {
        if (lines.isEmpty()) {
            console.line("no line is in quarantine");
        }
        for (QuarantinedLine line : lines) {
            console.line(line.id() + "  " + line.subject() + "  " + line.blobPath() + " line " + line.lineNo());
            console.line("    " + line.reason());
        }
        for (QuarantinedValue value : values) {
            console.line(
                    value.table() + "." + value.column() + " " + value.subject().scope() + ": " + value.values()
                            + " values did not fit (" + value.reason() + "), such as '" + value.example() + "'");
            console.line("    " + value.blobPath() + " line " + value.lineNo());
        }
    }

    @Command(
            name = "list",
            description = "Lists lines that silver could not take, and columns of gold that values did not fit.",
            exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
    int list(
            @Mixin SelectionOptions options,
            @Option(names = "--json", description = "Prints lines and values as one JSON object.") boolean json,
            @Option(
                            names = "--most",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "So many of each entity and scope. Default: ${DEFAULT-VALUE}.")
                    int most)
            throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().readingConfiguration(selection);
        try (Database database = Database.openToRead(configuration.database(), options.home())) {
            List<QuarantinedLine> lines = QuarantinedLine.list(configuration, database.warehouse(), selection, most);
            List<QuarantinedValue> values = QuarantinedValue.list(configuration, database.warehouse(), selection);
            if (json) {
                console.line(Json.of(new Listed(lines, values)));
            } else {
                print(console, lines, values);
            }
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "Prints one line as it was received.",
            exitCodeList = {
                ExitCodeText.ANSWERED,
                "1:no line of that number is in quarantine, or the command failed",
                ExitCodeText.USAGE,
                ExitCodeText.INTERRUPTED
            })
    int show(@Mixin HomeOption home, @Parameters(paramLabel = "ID", description = "Its number in the list.") long id)
            throws Exception {
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            byte[] bytes = QuarantinedLine.bytes(database.warehouse(), id)
                    .orElseThrow(() -> new NothingFoundException("No line " + id + " is in quarantine"));
            Console.of(spec).line(new String(bytes, StandardCharsets.UTF_8));
            return 0;
        }
    }
}
