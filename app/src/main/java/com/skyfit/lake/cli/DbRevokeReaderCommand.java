package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.readers.ReadableTables;
import com.skyfit.lake.readers.Readers;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Somebody loses access. */
@Command(
        name = "revoke-reader",
        description = "Removes a role that 'skyfit db grant-reader' has made.",
        exitCodeList = {
            "0:the role is gone",
            ExitCodeText.FAILED,
            "2:wrong usage, or no such reader",
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit db revoke-reader powerbi"})
final class DbRevokeReaderCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The role's name.")
    private String name = "";

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(home, "db revoke-reader", this::revoke);
    }

    private int revoke() throws Exception {
        Configuration configuration = home.configuration(Selection.ALL);
        ReadableTables readable = ReadableTables.of(
                configuration.catalog(), ProjectReader.read(configuration.home(), configuration.catalog()));
        try (Database database = Database.open(configuration.database(), home.folder())) {
            Readers readers = new Readers(database.warehouse());
            if (!readers.revoke(name, readable)) {
                List<String> known = readers.list().stream()
                        .map(seen -> seen.reader().role())
                        .toList();
                throw new ParameterException(
                        Console.specified(spec).commandLine(),
                        known.isEmpty() ? "There are no readers" : NearestName.unknown("reader", name, known));
            }
            Console.of(spec).line("removed: " + name);
            return 0;
        }
    }
}
