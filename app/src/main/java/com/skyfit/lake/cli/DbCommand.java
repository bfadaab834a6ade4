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

/** The embedded server between commands. */
@Command(
        name = "db",
        description = "Keeps the embedded PostgreSQL running between commands, for psql and Power BI.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  skyfit db start --port 5433", "  psql \"$(skyfit db url)\"", "  skyfit db stop"})
final class DbCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "start", description = "Starts it, or joins the one that runs, and leaves it running.")
    int start(
            @Mixin HomeOption home,
            @Option(
                            names = "--port",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Port on the loopback address. Default: any that is free.")
                    int port) {
        // Not closed: it is to outlive this command.
        EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home.folder()), port);
        server.keep();
        Console.of(spec).line(server.uri());
        return 0;
    }

    @Command(name = "stop", description = "Stops it, whoever is connected.")
    int stop(@Mixin HomeOption home) {
        Optional<EmbeddedServer> server = running(home.folder());
        server.ifPresent(EmbeddedServer::stop);
        Console.of(spec).line(server.isPresent() ? "stopped" : "was not running");
        return 0;
    }

    @Command(name = "url", description = "Prints its address while it runs; exit code 1 while it does not.")
    int url(@Mixin HomeOption home) {
        Optional<String> url = running(home.folder()).map(EmbeddedServer::uri);
        Console.of(spec).line(url.orElse("not running; start it with: skyfit db start"));
        return url.isPresent() ? 0 : 1;
    }

    private static Optional<EmbeddedServer> running(Path home) {
        return EmbeddedServer.running(Database.serverHome(home));
    }
}
