package com.skyfit.lake.cli;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The database itself: the embedded server between commands, and who may read. */
@Command(
        name = "db",
        description =
                "Keeps the embedded PostgreSQL running between commands, for psql and Power BI, and decides who may read the database.",
        subcommands = {DbGrantReaderCommand.class, DbReadersCommand.class, DbRevokeReaderCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  skyfit db start",
            "  skyfit db start --port 5433",
            "  psql \"$(skyfit db url)\"",
            "  skyfit db grant-reader powerbi",
            "  skyfit db stop"
        })
final class DbCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "start",
            description = {
                "Starts the database, or joins the one that runs, and leaves it running.",
                "It keeps its port from start to start, so that saved connections stay right."
            },
            exitCodeList = {"0:the database runs", ExitCodeText.FAILED, ExitCodeText.USAGE})
    int start(
            @Mixin HomeOption home,
            @Option(
                            names = "--port",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "Port on the loopback address, used from then on. Default: that of the last start; at first any free one.")
                    int port) {
        // Not closed: it is to outlive this command.
        EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home.folder()), port);
        server.keep();
        Console.of(spec).line(server.uri());
        return 0;
    }

    @Command(
            name = "stop",
            description = "Stops the database, whoever is connected.",
            exitCodeList = {"0:the database does not run", ExitCodeText.FAILED, ExitCodeText.USAGE})
    int stop(@Mixin HomeOption home) {
        Optional<EmbeddedServer> server = running(home.folder());
        server.ifPresent(EmbeddedServer::stop);
        Console.of(spec).line(server.isPresent() ? "stopped" : "was not running");
        return 0;
    }

    @Command(
            name = "url",
            description = "Prints the database's address while it runs.",
            exitCodeList = {
                ExitCodeText.ANSWERED,
                "1:the database does not run, or the command failed",
                ExitCodeText.USAGE
            })
    int url(@Mixin HomeOption home) throws NothingFoundException {
        EmbeddedServer server = running(home.folder())
                .orElseThrow(
                        () -> new NothingFoundException("The database does not run; start it with: skyfit db start"));
        Console.of(spec).line(server.uri());
        return 0;
    }

    private static Optional<EmbeddedServer> running(Path home) {
        return EmbeddedServer.running(Database.serverHome(home));
    }
}
