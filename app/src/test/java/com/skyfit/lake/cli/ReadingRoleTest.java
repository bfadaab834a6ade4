package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only read, as a role that has no right to write, on a warehouse that another role has filled. */
final class ReadingRoleTest {

    @TempDir
    private static Path home;

    private static Path envFile = Path.of("");

    @BeforeAll
    static void fill() throws Exception {
        EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home), 0, Durability.NONE);
        server.keep();
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(1, 0.001, Instant.now()))) {
            Map<String, String> settings = new LinkedHashMap<>(simulator.settings());
            try (Warehouse warehouse = Warehouse.open(server.address())) {
                new RunService(() -> new Settings(settings), CatalogReader::shipped, home, "test")
                        .run(
                                warehouse,
                                new RunService.Request(
                                        "run",
                                        Instant.now(),
                                        Selection.ALL,
                                        new RunOptions(EnumSet.allOf(Stage.class))),
                                RunListener.NONE);
            }
            DatabaseAddress reader = server.readerAddress();
            settings.put("PG_HOST", reader.host());
            settings.put("PG_PORT", String.valueOf(reader.port()));
            settings.put("PG_DATABASE", reader.database());
            settings.put("PG_USER", reader.user());
            settings.put("PG_PASSWORD", reader.password());
            settings.put("PG_SSLMODE", "disable");
            envFile = Files.writeString(
                    home.resolve("reader.env"),
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .collect(Collectors.joining("\n")));
        }
    }

    @AfterAll
    static void stop() {
        EmbeddedServer.running(Database.serverHome(home)).ifPresent(EmbeddedServer::stop);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check --read-only",
                "status",
                "storage",
                "sql|select count(*) from core.pd_deals",
                "metrics value win_rate",
                "models list",
                "db readers",
                "support-bundle"
            })
    void theCommandWorks(String command) throws Exception {
        List<String> words = new ArrayList<>();
        for (String part : command.split("[|]", 2)) {
            words.addAll(part.startsWith("select") ? List.of(part) : List.of(part.split(" ")));
        }
        words.addAll(List.of("--home", home.toString(), "--env-file", envFile.toString()));
        if (command.equals("support-bundle")) {
            words.addAll(List.of("--out", home.resolve("bundle.zip").toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new))
                .execute(words.toArray(String[]::new));

        assertThat(code).as("%s%n%s", out, err).isEqualTo(ExitCode.OK.number());
    }
}
