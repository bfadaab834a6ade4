package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.TrueRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Runs with each authentication method, and a search for secrets in everything that they wrote. */
class AuthenticationTest {

    private enum Way {
        API_TOKEN,
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        CLIENT_CREDENTIALS
    }

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(21, 0.01, Instant.now()));
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(usual);
        simulator.close();
    }

    private Map<String, String> settings(Way way) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PIPEDRIVE_BASE_URL", simulator.pipedriveUrl(),
                "PIPEDRIVE_OAUTH_URL", simulator.pipedriveUrl() + "/oauth/token",
                "ZENDESK_BASE_URL", simulator.zendeskUrl(),
                "ZENDESK_EMAIL", simulator.zendeskEmail(),
                "ZENDESK_CLIENT_ID", "support"));
        for (String scope : List.of("comercial", "expansao")) {
            String name = scope.toUpperCase(Locale.ROOT);
            switch (way) {
                case API_TOKEN, CLIENT_CREDENTIALS ->
                    settings.put("PIPEDRIVE_TOKEN_" + name, simulator.pipedriveToken(scope));
                case ACCESS_TOKEN -> settings.put("PIPEDRIVE_ACCESS_TOKEN_" + name, simulator.accessToken(scope));
                case REFRESH_TOKEN -> {
                    settings.put("PIPEDRIVE_REFRESH_TOKEN_" + name, simulator.refreshToken(scope));
                    settings.put("PIPEDRIVE_CLIENT_ID_" + name, scope);
                    settings.put("PIPEDRIVE_CLIENT_SECRET_" + name, simulator.clientSecret(scope));
                }
            }
        }
        switch (way) {
            case API_TOKEN -> settings.put("ZENDESK_API_TOKEN", simulator.zendeskToken());
            case ACCESS_TOKEN -> settings.put("ZENDESK_ACCESS_TOKEN", simulator.accessToken("support"));
            case CLIENT_CREDENTIALS -> settings.put("ZENDESK_CLIENT_SECRET", simulator.clientSecret("support"));
            case REFRESH_TOKEN -> {
                settings.put("ZENDESK_REFRESH_TOKEN", simulator.refreshToken("support"));
                settings.put("ZENDESK_CLIENT_SECRET", simulator.clientSecret("support"));
            }
        }
        return settings;
    }

    private RunReport run(Map<String, String> settings) throws Exception {
        return Runs.run(settings, CatalogReader.shipped(), home, database.get());
    }

    private List<String> live(String entity) {
        return simulator.truth().stream()
                .filter(record -> record.entity().equals(entity) && !record.deleted())
                .map(TrueRecord::key)
                .sorted()
                .toList();
    }

    private List<String> gold(String column, String table) throws Exception {
        return database.rows("select " + column + " from core." + table + " where not is_deleted").stream()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyWayReachesEverythingAndNoSecretIsWritten(Way way) throws Exception {
        Map<String, String> settings = settings(way);

        simulator.endNextAccessTokensAfter(4);
        RunReport first = run(settings);
        simulator.endNextAccessTokensAfter(4);
        RunReport second = run(settings);

        assertThat(first.exitCode()).as("%s", first.units()).isEqualTo(ExitCode.OK);
        assertThat(second.exitCode()).as("%s", second.units()).isEqualTo(ExitCode.OK);
        assertThat(gold("deal_id", "pd_deals")).isNotEmpty().isEqualTo(live("deals"));
        assertThat(gold("ticket_id", "zd_tickets")).isNotEmpty().isEqualTo(live("tickets"));
        assertThat(simulator.usedTokensRefused()).isZero();
        if (way == Way.REFRESH_TOKEN) {
            // One to begin with; then in each of two runs two grants of two tokens, the second of them in mid-walk.
            assertThat(simulator.issuedTokens()).hasSize(3 * (1 + 2 * 2 * 2));
            assertThat(home.resolve("tokens/pipedrive.comercial.json"))
                    .content()
                    .contains(simulator.refreshToken("comercial"));
        }
        noSecretIsIn(written(first, second), secrets());
    }

    @Test
    void whatIsRefusedIsNotShownEither() throws Exception {
        for (Way way : Way.values()) {
            Map<String, String> settings = settings(way);
            settings.replaceAll((name, value) -> name.contains("TOKEN") || name.contains("SECRET")
                    ? "canary" + name.replace("_", "").toLowerCase(Locale.ROOT)
                    : value);

            RunReport report = run(settings);

            assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(report.units().get(0).message()).as(way.name()).containsAnyOf("401", "400");
            noSecretIsIn(written(report), List.of("canary", base64(simulator.zendeskEmail() + "/token:canary")));
        }
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(simulator.issuedTokens());
        for (String scope : List.of("comercial", "expansao", "support")) {
            secrets.add(simulator.clientSecret(scope));
            secrets.add(base64(scope + ":" + simulator.clientSecret(scope)));
        }
        secrets.add(simulator.pipedriveToken("comercial"));
        secrets.add(simulator.pipedriveToken("expansao"));
        secrets.add(simulator.zendeskToken());
        secrets.add(base64(simulator.zendeskEmail() + "/token:" + simulator.zendeskToken()));
        return secrets;
    }

    /** Without the last characters, which depend on what would follow. */
    private static String base64(String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return encoded.substring(0, encoded.length() - 4);
    }

    private static void noSecretIsIn(Map<String, String> written, List<String> secrets) {
        assertThat(written).hasSizeGreaterThan(10);
        written.forEach((place, text) -> secrets.forEach(secret -> {
            // Not by the assertion library: its message would show the secret.
            assertThat(text.contains(secret)).as(place + " holds a secret").isFalse();
        }));
    }

    /** Everything that runs leave behind, except the store of tokens, by its place. */
    private Map<String, String> written(RunReport... reports) throws Exception {
        Map<String, String> written = new HashMap<>();
        for (RunReport report : reports) {
            written.put("report " + written.size(), report.toString());
            written.put("results " + written.size(), Json.of(RunResults.of(report)));
        }
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            lines.append(event.getFormattedMessage()).append(event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
                lines.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            lines.append('\n');
        }
        assertThat(lines).contains("event=");
        written.put("log", lines.toString());
        for (String table : database.rows("select format('%I.%I', schemaname, tablename) from pg_tables"
                + " where schemaname = 'ops' or schemaname like 'stg%'")) {
            written.put(table, String.join("\n", database.rows("select t::text from " + table + " t")));
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(home.resolve("tokens"))) {
                    written.put(file.toString(), text(file));
                }
            }
        }
        return written;
    }

    private static String text(Path file) throws Exception {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
