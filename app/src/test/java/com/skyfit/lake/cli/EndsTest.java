package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** However a run ends, its log and the result files of its home say so: in the same words, and never with those of an earlier run. */
class EndsTest {

    private static final String EARLIER = "{\"run_id\":\"20260101T000000Z\",\"exit_code\":0}";

    @TempDir
    private static Path serverHome;

    private static EmbeddedServer server = notStarted();

    @TempDir
    private Path folder;

    private Path home = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway")
    private static EmbeddedServer notStarted() {
        return null;
    }

    @BeforeAll
    static void startServer() {
        server = EmbeddedServer.open(Database.serverHome(serverHome), 0);
        Warehouse.open(server.address()).close();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Something that lasts while a command runs. */
    private interface Circumstance {
        void end() throws Exception;
    }

    /** The ways to end before a report, each with what leads to it and what is said of it. */
    enum End {
        CONFIGURATION(2, "PIPEDRIVE_COMPANY_DOMAIN") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.clear();
                return () -> {};
            }
        },
        UNREADABLE_SETTINGS(2, "expected NAME=value") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.put("no name", "x");
                return () -> {};
            }
        },
        CATALOG(2, "own.yaml:1") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) throws IOException {
                Files.writeString(
                        Files.createDirectories(home.resolve("catalog")).resolve("own.yaml"), "sauce: x\n");
                return () -> {};
            }
        },
        UNKNOWN_HOST(1, "The host name is unknown: nohost.invalid") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.put("PG_HOST", "nohost.invalid");
                return () -> {};
            }
        },
        CONNECTION_REFUSED(1, "Nothing responds at that address and port") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) throws IOException {
                try (ServerSocket free = new ServerSocket(0)) {
                    settings.put("PG_PORT", String.valueOf(free.getLocalPort()));
                }
                return () -> {};
            }
        },
        WRONG_PASSWORD(1, "check PG_USER and PG_PASSWORD") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.put("PG_PASSWORD", "not-the-password");
                return () -> {};
            }
        },
        MISSING_DATABASE(1, "check PG_DATABASE") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.put("PG_DATABASE", "nowhere");
                return () -> {};
            }
        },
        TLS_REFUSED(1, "PG_SSLMODE") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) {
                settings.put("PG_SSLMODE", "require");
                return () -> {};
            }
        },
        LOCKED(4, "Another run") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) throws Exception {
                Warehouse warehouse = Warehouse.open(server.address());
                WriterLock held = warehouse.tryLock().orElseThrow();
                return () -> {
                    held.close();
                    warehouse.close();
                };
            }
        },
        CLOCK_BEHIND(2, "correct the clock") {
            @Override
            Circumstance arrange(Map<String, String> settings, Path home) throws Exception {
                execute("insert into ops.run (run_id, command, version, started_at)"
                        + " values ('21000101T000000Z', 'run', 'test', now())");
                return () -> execute("delete from ops.run where run_id like '2100%'");
            }
        };

        private final int code;
        private final String said;

        End(int code, String said) {
            this.code = code;
            this.said = said;
        }

        abstract Circumstance arrange(Map<String, String> settings, Path home) throws Exception;
    }

    private static void execute(String sql) throws Exception {
        try (Warehouse warehouse = Warehouse.open(server.address());
                Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> settings(String sources) {
        DatabaseAddress address = server.address();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PG_HOST", address.host());
        settings.put("PG_PORT", String.valueOf(address.port()));
        settings.put("PG_DATABASE", address.database());
        settings.put("PG_USER", address.user());
        settings.put("PG_PASSWORD", address.password());
        settings.put("PG_SSLMODE", "disable");
        settings.put("PIPEDRIVE_BASE_URL", sources);
        settings.put("PIPEDRIVE_TOKEN_COMERCIAL", "canary-of-comercial");
        settings.put("PIPEDRIVE_TOKEN_EXPANSAO", "canary-of-expansao");
        settings.put("ZENDESK_BASE_URL", sources);
        settings.put("ZENDESK_EMAIL", "dados@skyfit.example");
        settings.put("ZENDESK_API_TOKEN", "canary-of-zendesk");
        return settings;
    }

    private Path settingsFile(Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        return Files.write(folder.resolve("settings.txt"), lines);
    }

    private void homeWithAnEarlierGreenRun() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("run_results.json"), EARLIER);
    }

    private int run(Map<String, String> settings, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--home", home.toString(), "--env-file", settingsFile(settings).toString()));
        String[] given = all.toArray(String[]::new);
        return Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), given)
                .execute(given);
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).as("files in %s", directory).hasSize(1);
            return all.get(0);
        }
    }

    private void toldInLogAndResults(int code, String said) throws IOException {
        JsonNode result = json(only(home.resolve("run_results")));
        String message = result.path("message").asString();
        assertThat(result.path("exit_code").asInt()).isEqualTo(code);
        assertThat(result.path("finished_at").isNull()).isFalse();
        assertThat(message).contains(said).contains(" ").doesNotContain("null").doesNotContainPattern("java[x.]");
        assertThat(Files.readAllLines(only(home.resolve("logs"))))
                .filteredOn(line -> line.contains("event=command_ended"))
                .singleElement()
                .asString()
                .contains("level=ERROR", "exit_code=" + code, said);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anEndBeforeTheFirstStageIsReportedInLogAndResults(End end) throws Exception {
        homeWithAnEarlierGreenRun();
        Map<String, String> settings = settings("http://127.0.0.1:1");
        Circumstance lasting = end.arrange(settings, home);
        try {
            assertThat(run(settings, "run")).isEqualTo(end.code);
        } finally {
            lasting.end();
        }

        toldInLogAndResults(end.code, end.said);
        assertThat(err.toString()).contains(end.said);
        assertThat(json(home.resolve("run_results.json"))).isEqualTo(json(only(home.resolve("run_results"))));
    }

    @Test
    void aHomeThatCannotBeWrittenEndsTheRunAndTheLogIsElsewhere() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        home = file.resolve("home");

        assertThat(run(settings("http://127.0.0.1:1"), "run")).isEqualTo(1);

        assertThat(err.toString()).contains("no log can be written in " + home, "The file or folder " + file);
        Path log = Path.of(err.toString().replaceAll("(?s).*it is in (\\S+)\\s.*", "$1"));
        assertThat(log).content().contains("event=command_ended", "exit_code=1", "event=results_not_written");
        Files.delete(log);
    }

    @Test
    void otherRunsKeepTheResultOfTheNewestRunOfTheWholeLake() throws Exception {
        homeWithAnEarlierGreenRun();
        List<List<String>> parts = List.of(
                List.of("transform"),
                List.of("run", "--skip-extract"),
                List.of("run", "--source", "zendesk", "--skip-extract", "--skip-check"),
                List.of("run", "--source", "nope"));
        for (List<String> part : parts) {
            run(settings("http://127.0.0.1:1"), part.toArray(String[]::new));
        }

        assertThat(home.resolve("run_results.json")).hasContent(EARLIER);
        try (Stream<Path> files = Files.list(home.resolve("run_results"))) {
            assertThat(files).hasSize(parts.size());
        }
    }

    @Test
    void aRefusedChangeOfStateIsReportedInItsLog() throws Exception {
        homeWithAnEarlierGreenRun();
        Map<String, String> settings = settings("http://127.0.0.1:1");
        settings.put("PG_PORT", "many");

        assertThat(run(settings, "state", "set", "zendesk.support.groups", "--from-start"))
                .isEqualTo(2);

        assertThat(only(home.resolve("logs"))).content().contains("command=\"state set\" exit_code=2", "PG_PORT");
    }

    private Process start(Path settings) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Skyfit.class.getName(),
                        "run",
                        "--home",
                        home.toString(),
                        "--env-file",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    /** The first request for records; whose the tokens are, which is asked before, is not known. */
    private static Socket askedForRecords(ServerSocket source) throws IOException {
        while (true) {
            Socket asked = source.accept();
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(asked.getInputStream(), StandardCharsets.UTF_8));
            if (!String.valueOf(request.readLine()).contains("/users/me")) {
                return asked;
            }
            asked.getOutputStream()
                    .write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            asked.close();
        }
    }

    /** Lets a run wait for a source that accepts connections and never answers, and ends its process. */
    private void whileItWaits(boolean byForce) throws Exception {
        homeWithAnEarlierGreenRun();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process process = start(settingsFile(settings("http://127.0.0.1:" + silent.getLocalPort())));
            try (Socket asked = askedForRecords(silent)) {
                assertThat(asked.isConnected()).isTrue();
                if (byForce) {
                    process.destroyForcibly();
                } else {
                    process.destroy();
                }
                assertThat(process.waitFor(60, TimeUnit.SECONDS))
                        .as("ended: %s", Files.readString(folder.resolve("said.txt")))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalIsReportedInLogAndResultsWithTheUnitsOfTheRun() throws Exception {
        whileItWaits(false);

        JsonNode result = json(home.resolve("run_results.json"));
        assertThat(result).isEqualTo(json(only(home.resolve("run_results"))));
        assertThat(result.path("run_id").asString()).matches("\\d{8}T\\d{6}Z(-\\d+)?");
        assertThat(result.path("units").isEmpty()).isFalse();
        toldInLogAndResults(130, "Interrupted");
    }

    @Test
    void aProcessThatIsKilledLeavesNoEarlierResultAsTheNewest() throws Exception {
        whileItWaits(true);

        JsonNode result = json(home.resolve("run_results.json"));
        assertThat(result.path("exit_code").isNull()).isTrue();
        assertThat(result.path("message").asString()).contains("killed");
    }
}
