package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.readers.Readers;
import com.skyfit.lake.readers.Readers.Seen;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who has access. */
@Command(
        name = "readers",
        description = "Lists the roles that 'skyfit db grant-reader' has made, and what they see.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class DbReadersCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints them as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Database database =
                Database.openToRead(home.configuration(Selection.ALL).database(), home.folder())) {
            List<Seen> readers = new Readers(database.warehouse()).list();
            Console console = Console.of(spec);
            if (json) {
                console.line(Json.of(Map.of("readers", readers)));
            } else if (readers.isEmpty()) {
                console.line("no readers; make one with: skyfit db grant-reader NAME");
            } else {
                ReaderText.table(readers).forEach(console::line);
            }
            return 0;
        }
    }
}
