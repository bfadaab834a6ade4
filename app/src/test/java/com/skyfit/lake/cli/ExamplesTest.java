package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs every example of every help page, in the order of the pages, on the sources that one of them simulates. */
class ExamplesTest {

    /** What an example presupposes, by its beginning: without it there would be nothing to accept or to show. */
    private static final Map<String, String> PRESUPPOSED = Map.of(
            "skyfit check accept row-counts",
            "update ops.check_result set status = 'failed' where check_name = 'row-counts'",
            "skyfit check accept quarantine",
            "update ops.check_result set status = 'failed' where check_name = 'quarantine'",
            "skyfit quarantine show",
            "insert into ops.quarantine (quarantine_id, stage, file_id, line_no, reason, received_bytes) overriding system value"
                    + " select 1, 'load', min(file_id), 1, 'for the example', 'x' from ops.file",
            "skyfit quarantine retry",
            "delete from ops.quarantine");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer listener;
    private final Thread simulation = new Thread(this::simulate, "simulation");

    ExamplesTest() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() throws InterruptedException {
        listener.stop(0);
        simulation.interrupt();
        simulation.join();
        for (String home : List.of("home", "demo")) {
            EmbeddedServer.running(Database.serverHome(folder.resolve(home))).ifPresent(EmbeddedServer::stop);
        }
    }

    private static List<String> examples() {
        return HelpTextsTest.all(HelpTextsTest.wholeCommandLine()).stream()
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    private CommandLine commandLine(List<String> words) {
        return Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    }

    private Path envFile() {
        return folder.resolve("simulated.env");
    }

    private void simulate() {
        List<String> words = new ArrayList<>(ReadmeTest.words(examples().stream()
                .filter(line -> line.startsWith("skyfit simulate"))
                .findFirst()
                .orElseThrow()));
        words.remove(0);
        // Any port does: the one shown may be taken.
        words.set(words.indexOf("--port") + 1, "0");
        words.set(words.indexOf("--env-file") + 1, envFile().toString());
        Skyfit.commandLine(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()),
                        words.toArray(String[]::new))
                .execute(words.toArray(String[]::new));
    }

    /** The address of the simulation, once it has written it. */
    private URI simulated() throws IOException {
        Pattern setting = Pattern.compile("ZENDESK_BASE_URL=(http://[^/\\s]+)\\S*\\n(?s:.*)\\n");
        while (simulation.isAlive()) {
            Matcher written = setting.matcher(Files.exists(envFile()) ? Files.readString(envFile()) : "");
            if (written.find()) {
                return URI.create(written.group(1));
            }
            Thread.onSpinWait();
        }
        throw new IOException("The simulation has ended");
    }

    @Test
    void everyExampleWorksAsShown() throws Exception {
        simulation.start();
        URI simulated = simulated();
        Files.writeString(envFile(), "\nNOTIFY_WEBHOOK_URL=" + listening() + "\n", StandardOpenOption.APPEND);
        EmbeddedServer server = EmbeddedServer.open(Database.serverHome(folder.resolve("home")), 0, Durability.NONE);
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThan(45).contains("skyfit run");
        for (String example : examples) {
            if (EmbeddedServer.running(Database.serverHome(folder.resolve("home")))
                    .isEmpty()) {
                server.close();
                server = server();
            }
            for (Map.Entry<String, String> given : PRESUPPOSED.entrySet()) {
                if (example.startsWith(given.getKey())) {
                    execute(server, given.getValue());
                }
            }
            List<String> words = ReadmeTest.words(example);
            switch (words.get(0)) {
                case "skyfit" -> {
                    if (words.get(1).equals("serve")) {
                        serve(example, words.subList(1, words.size()));
                    } else if (words.get(1).equals("restore")) {
                        refuseToRestore(words.subList(1, words.size()));
                    } else if (!words.get(1).equals("simulate")) {
                        run(example, words.subList(1, words.size()));
                    }
                }
                case "psql" -> {
                    assertThat(example).isEqualTo("psql \"$(skyfit db url)\"");
                    run(example, List.of("db", "url"));
                    assertThat(out.toString()).startsWith("postgresql://");
                }
                case "curl" ->
                    post(simulated.resolve(
                            URI.create(words.get(words.size() - 1)).getRawPath() + "?"
                                    + URI.create(words.get(words.size() - 1)).getRawQuery()));
                default -> throw new AssertionError("An example of an unknown program: " + example);
            }
        }
    }

    /** One server for all examples, until one of them stops it: to start one for each takes longer than they do. */
    private EmbeddedServer server() {
        return EmbeddedServer.open(Database.serverHome(folder.resolve("home")), 0, Durability.NONE);
    }

    private static void execute(EmbeddedServer server, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        server.address().jdbcUrl(),
                        server.address().user(),
                        server.address().password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    /** The address of somebody who takes every message. */
    private String listening() {
        listener.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        listener.start();
        return "http://127.0.0.1:" + listener.getAddress().getPort() + "/hook";
    }

    private static void post(URI address) throws Exception {
        HttpResponse<String> reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    /** It stays until it is stopped, which is done once it waits. */
    private void serve(String example, List<String> words) throws InterruptedException {
        AtomicInteger code = new AtomicInteger();
        out.getBuffer().setLength(0);
        Thread resident = new Thread(() -> code.set(execute(words)), "resident");
        resident.start();
        while (resident.isAlive() && !out.toString().contains("next run at ")) {
            Thread.onSpinWait();
        }
        resident.interrupt();
        resident.join();

        assertThat(code).as("%s%n%s%n%s", example, out, err).hasValue(ExitCode.INTERRUPTED.number());
        assertThat(out.toString()).contains("next run at ");
    }

    /** The database of the examples is in use. */
    private void refuseToRestore(List<String> words) {
        err.getBuffer().setLength(0);

        assertThat(execute(words)).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString()).contains("restore into an empty one");
    }

    private void run(String example, List<String> words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);

        int code = execute(words);

        assertThat(code).as("%s%n%s%n%s", example, out, err).isZero();
    }

    private int execute(List<String> words) {
        List<String> placed = new ArrayList<>(words);
        ParseResult parsed = commandLine(words).parseArgs(words.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        if (!parsed.isUsageHelpRequested()) {
            place(parsed, placed, "--home", folder.resolve(words.get(0).equals("demo") ? "demo" : "home"));
            place(parsed, placed, "--env-file", envFile());
        }
        return commandLine(placed).execute(placed.toArray(String[]::new));
    }

    private static void place(ParseResult parsed, List<String> words, String option, Path path) {
        if (parsed.commandSpec().optionsMap().containsKey(option)) {
            words.addAll(List.of(option, path.toString()));
        }
    }
}
