package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.notification.TellingStatus;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.WarehouseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong, and what was not yet told of it. */
@Command(
        name = "list",
        description = {
            "Shows the incidents that last, and the messages that are still to be sent.",
            "If the database cannot be used, it shows what the home folder keeps meanwhile."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit notify list", "  skyfit notify list --json"})
final class NotifyListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints the same as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        TellingStatus status = read();
        if (json) {
            console.line(Json.of(status));
        } else {
            new TellingText(console).print(status);
            console.line("incidents: " + status.incidents().size() + ", channels that wait: "
                    + status.channels().size());
        }
        return 0;
    }

    private TellingStatus read() throws Exception {
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            return TellingStatus.read(database.warehouse(), home.folder());
        } catch (WarehouseException e) {
            Console.specified(spec).commandLine().getErr().println("warning: " + e.getMessage());
            return TellingStatus.read(home.folder());
        }
    }
}
