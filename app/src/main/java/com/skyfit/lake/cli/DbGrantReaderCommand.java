package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.readers.ReadableTables;
import com.skyfit.lake.readers.Reader;
import com.skyfit.lake.readers.Readers;
import com.skyfit.lake.readers.Readers.RefusedReaderException;
import com.skyfit.lake.readers.Readers.Seen;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.RolePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Somebody gets access. */
@Command(
        name = "grant-reader",
        description = {
            "Makes a database role that may read core, bi and ml and nothing else, or changes what it sees.",
            "It does not see columns with personal data without --pii, and no views that show such columns. With --scope it sees the rows of these accounts only, and no views at all, because a view shows every account.",
            "The password of a new role is printed once."
        },
        exitCodeList = {
            "0:the role has these rights",
            ExitCodeText.FAILED,
            "2:wrong usage, an unknown scope, or another role has the name",
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit db grant-reader powerbi",
            "  skyfit db grant-reader expansao_bi --scope expansao --timeout PT5M",
            "  skyfit db grant-reader auditor --pii"
        })
final class DbGrantReaderCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "The role's name.")
    private String name = "";

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            split = ",",
            description = "An account whose rows the role sees; more of them by commas. Default: all.")
    private List<String> scopes = List.of();

    @Option(names = "--pii", description = "Shows columns with personal data too.")
    private boolean personal;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long a statement of the role may run, such as PT5M. Default: PT1M.")
    private Duration timeout = Reader.USUAL_TIMEOUT;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line becomes the password. Default: one is made for a new role.")
    private @Nullable Path passwordFile;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(), "--timeout must be longer than nothing, such as PT1M");
        }
        return Commands.logged(home, "db grant-reader", this::grant);
    }

    private int grant() throws Exception {
        Configuration configuration = home.configuration(Selection.ALL);
        ReadableTables readable = ReadableTables.of(
                configuration.catalog(), ProjectReader.read(configuration.home(), configuration.catalog()));
        try (Database database = Database.open(configuration.database(), home.folder())) {
            Readers readers = new Readers(database.warehouse());
            boolean isNew = readers.list().stream()
                    .noneMatch(seen -> seen.reader().role().equals(name));
            Optional<RolePassword> password = passwordFile != null
                    ? Optional.of(read(passwordFile))
                    : isNew ? Optional.of(RolePassword.made()) : Optional.empty();
            readers.grant(new Reader(name, scopes, personal), password, timeout, readable);
            Seen seen = readers.list().stream()
                    .filter(one -> one.reader().role().equals(name))
                    .findFirst()
                    .orElseThrow();
            ReaderText.print(Console.of(spec), seen, passwordFile == null ? password : Optional.empty(), json);
            return 0;
        } catch (RefusedReaderException e) {
            throw new ParameterException(Console.specified(spec).commandLine(), e.getMessage(), e);
        }
    }

    private static RolePassword read(Path file) throws IOException, NothingFoundException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || lines.get(0).isBlank()) {
            throw new NothingFoundException("The first line of " + file + " is empty: it must be the password");
        }
        return new RolePassword(lines.get(0));
    }
}
