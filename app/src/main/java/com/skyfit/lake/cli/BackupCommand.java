package com.skyfit.lake.cli;

import com.skyfit.lake.backup.Backup;
import com.skyfit.lake.backup.Contents;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the database knows and bronze does not. */
@Command(
        name = "backup",
        description = {
            "Writes into the lake what the database knows and bronze does not: decisions about deletions and checks, results of runs, numbers of scopes, names of custom fields.",
            "Silver and gold are no part of it: a run makes them again from bronze. It may be taken while a run is active."
        },
        exitCodeList = {"0:the backup is complete", ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit backup", "  skyfit backup list"})
final class BackupCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(home, "backup", () -> {
            Configuration configuration = home.readingConfiguration(Selection.ALL);
            try (Database database = Database.openToRead(configuration.database(), home.folder())) {
                Contents contents =
                        new Backup(database.warehouse(), configuration.lake(), Version.text()).write(home.begunAt());
                Console.of(spec)
                        .line(String.format(
                                Locale.ROOT,
                                "%,d rows of %d tables, %,d bytes, in %s/_backups/",
                                contents.rows(),
                                contents.tables().size(),
                                contents.bytes(),
                                configuration.lake().location()));
                return 0;
            }
        });
    }

    @Command(
            name = "list",
            description = "Lists the backups in the lake, the oldest first.",
            exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE})
    int list(@Mixin HomeOption place) throws Exception {
        Configuration configuration = place.readingConfiguration(Selection.ALL);
        List<String> names = Backup.names(configuration.lake());
        TextTable table = new TextTable("<<>>");
        table.row("backup", "version", "rows", "bytes");
        for (String name : names) {
            Contents contents = Backup.contents(configuration.lake(), name);
            table.row(name, contents.version(), String.valueOf(contents.rows()), String.valueOf(contents.bytes()));
        }
        Console console = Console.of(spec);
        if (names.isEmpty()) {
            console.line("no backups in " + configuration.lake().location() + "; make one with: skyfit backup");
        } else {
            table.lines().forEach(console::line);
        }
        return 0;
    }
}
