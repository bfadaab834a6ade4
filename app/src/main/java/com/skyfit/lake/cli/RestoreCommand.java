package com.skyfit.lake.cli;

import com.skyfit.lake.backup.Backup;
import com.skyfit.lake.backup.Restore;
import com.skyfit.lake.backup.Restore.Restored;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A backup in an empty database. */
@Command(
        name = "restore",
        description = {
            "Brings a backup from the lake into a database that no run has used.",
            "Then 'skyfit run' makes silver, gold and models again from bronze, with the same keys and names."
        },
        exitCodeList = {
            "0:the backup is restored",
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit restore"})
final class RestoreCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the backup, as 'skyfit backup list' shows it. Default: the newest.")
    private @Nullable String name;

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(home, "restore", () -> {
            Configuration configuration = home.configuration(Selection.ALL);
            String wanted = name == null ? newest(configuration) : name;
            Files.createDirectories(home.folder());
            try (Database database = Database.open(configuration.database(), home.folder())) {
                WriterRun writer = new WriterRun(
                                database.warehouse(), configuration.lake(), Version.text(), InstantSource.system())
                        .begunAt(home.begunAt());
                WriterRun.Work<Restored, IOException> work =
                        (context, lock) -> new Restore(database.warehouse(), configuration.lake())
                                .run(wanted, context.run().text());
                print(writer.run("restore", work, restored -> ExitCode.OK));
                return 0;
            }
        });
    }

    private static String newest(Configuration configuration) throws IOException, NothingFoundException {
        List<String> names = Backup.names(configuration.lake());
        if (names.isEmpty()) {
            throw new NothingFoundException("There is no backup in "
                    + configuration.lake().location() + "; 'skyfit run' fills a database without one");
        }
        return names.get(names.size() - 1);
    }

    private void print(Restored restored) {
        Console console = Console.of(spec);
        console.line(String.format(
                Locale.ROOT,
                "restored %s: %,d rows of %d tables; 'skyfit run' makes silver and gold again",
                restored.name(),
                restored.contents().rows(),
                restored.contents().tables().size()));
        for (String role : restored.missingRoles()) {
            console.line("the role " + role
                    + " does not exist here; make it a reader again with: skyfit db grant-reader " + role);
        }
    }
}
