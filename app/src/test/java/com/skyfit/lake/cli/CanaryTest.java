package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs against servers that repeat every header, parameter and body in their errors, in several encodings, and a look for secrets in everything that the
 * command wrote: console, log, results, ledger.
 */
class CanaryTest {

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer server;
    private final Set<String> granted = new ConcurrentSkipListSet<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    CanaryTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(path.replaceAll("[0-9]{6,}", "N"));
        if (path.endsWith("/token") || path.endsWith("/tokens")) {
            String number = granted.size() + "-of-the-canary-test";
            granted.add("granted-access-" + number);
            granted.add("granted-refresh-" + number);
            reply(
                    exchange,
                    200,
                    "{\"access_token\":\"granted-access-" + number + "\",\"refresh_token\":\"granted-refresh-" + number
                            + "\",\"expires_in\":3600}");
            return;
        }
        StringBuilder echo = new StringBuilder();
        for (String name : List.of("x-api-token", "Authorization")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                echo.append(form(value, requests.getAndIncrement()));
            }
        }
        // Azure's SDK shows some headers of an error, and its code.
        exchange.getResponseHeaders().add("x-ms-error-code", echo.substring(0, Math.min(100, echo.length())));
        String all = echo + " " + URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8) + " "
                + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().entrySet();
        reply(exchange, 400, "{\"success\":false,\"error\":\"" + all.replace("\"", "\\\"") + "\"}");
    }

    /** A header as a source might repeat it; of what a source says the start is shown, so one form stands at the place of the cut. */
    private static String form(String value, int number) {
        return switch (number % 5) {
            case 0 -> value;
            case 1 -> URLEncoder.encode(value, StandardCharsets.UTF_8);
            case 2 -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            case 3 -> "x".repeat(180) + value.substring(value.lastIndexOf(' ') + 1);
            default -> "user:" + Base64.getEncoder().encodeToString(("user:" + value).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run(Map<String, String> settings, String... words) throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach(
                (name, value) -> lines.append(name).append("='").append(value).append("'\n"));
        Path file = Files.writeString(home.resolve("settings.txt"), lines);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--env-file", file.toString()));
        String[] given = all.toArray(String[]::new);
        int code = Skyfit.commandLine(new PrintWriter(out), new PrintWriter(err), given)
                .execute(given);
        Files.delete(file);
        return code;
    }

    private Map<String, String> accounts() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PIPEDRIVE_BASE_URL", url());
        settings.put("PIPEDRIVE_OAUTH_URL", url() + "/oauth/token");
        settings.put("ZENDESK_BASE_URL", url());
        settings.put("ZENDESK_EMAIL", "dados@skyfit.example");
        return settings;
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new ConcurrentSkipListSet<>(Set.of(secret));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        return forms;
    }

    private void noneIsWritten(List<String> secrets) throws Exception {
        Map<String, String> written = written();
        assertThat(String.join("", written.values()).contains("[secret]")).isTrue();
        List<String> all = new ArrayList<>(secrets);
        all.addAll(granted);
        written.forEach((place, text) -> {
            for (String secret : all) {
                for (String form : forms(secret)) {
                    // The start of a secret is a secret too, but for a pair, which starts with a name.
                    String start = secret.contains(":") ? form : form.substring(0, Math.min(form.length(), 12));
                    assertThat(text.contains(start))
                            .as("%s shows %s", place, start)
                            .isFalse();
                }
            }
        });
    }

    private Map<String, String> written() throws Exception {
        Map<String, String> written = new TreeMap<>(Map.of("out", out.toString(), "err", err.toString()));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path below = home.relativize(file);
                if (!below.startsWith("pg") && !below.startsWith("tokens")) {
                    written.put(below.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(written.keySet())
                .anyMatch(name -> name.contains("logs"))
                .anyMatch(name -> name.contains("run_results"));
        written.put("postgresql.log", Files.readString(home.resolve("pg/postgresql.log")));
        try (EmbeddedServer database = EmbeddedServer.open(Database.serverHome(home), 0)) {
            written.putAll(tables(database));
        }
        return written;
    }

    private static Map<String, String> tables(EmbeddedServer database) throws Exception {
        Map<String, String> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                        database.address().jdbcUrl(),
                        database.address().user(),
                        database.address().password());
                Statement statement = connection.createStatement()) {
            List<String> names = column(
                    statement,
                    "select format('%I.%I', schemaname, tablename) from pg_tables"
                            + " where schemaname = 'ops' or schemaname like 'stg%'");
            for (String name : names) {
                tables.put(name, String.join("\n", column(statement, "select t::text from " + name + " t")));
            }
        }
        assertThat(tables.get("ops.run_unit")).contains("failed");
        return tables;
    }

    private static List<String> column(Statement statement, String sql) throws Exception {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Test
    void tokensInHeadersAndPairsAreWrittenNowhere() throws Exception {
        Map<String, String> settings = accounts();
        settings.put("PIPEDRIVE_TOKEN_COMERCIAL", "canary-0a1b2c3d4e5f-comercial");
        settings.put("PIPEDRIVE_ACCESS_TOKEN_EXPANSAO", "canary/access+token=of-expansao");
        settings.put("ZENDESK_API_TOKEN", "canary-zendesk-0a1b2c3d4e5f");

        assertThat(run(settings, "run")).isEqualTo(1);
        noneIsWritten(List.of(
                "canary-0a1b2c3d4e5f-comercial",
                "canary/access+token=of-expansao",
                "canary-zendesk-0a1b2c3d4e5f",
                "dados@skyfit.example/token:canary-zendesk-0a1b2c3d4e5f"));
    }

    @Test
    void secretsOfClientsAndTokensGrantedAreWrittenNowhere() throws Exception {
        Map<String, String> settings = accounts();
        settings.put("PIPEDRIVE_CLIENT_ID", "client");
        settings.put("PIPEDRIVE_CLIENT_SECRET", "canary-client-secret-of-pipedrive");
        settings.put("PIPEDRIVE_REFRESH_TOKEN_COMERCIAL", "canary-refresh-comercial");
        settings.put("PIPEDRIVE_REFRESH_TOKEN_EXPANSAO", "canary-refresh-expansao");
        settings.put("ZENDESK_CLIENT_ID", "client");
        settings.put("ZENDESK_CLIENT_SECRET", "canary-client-secret-of-zendesk");

        assertThat(run(settings, "run", "--json")).isEqualTo(1);
        assertThat(granted).hasSizeGreaterThan(4);
        noneIsWritten(List.of(
                "canary-client-secret-of-pipedrive",
                "canary-refresh-comercial",
                "canary-refresh-expansao",
                "canary-client-secret-of-zendesk",
                "client:canary-client-secret-of-pipedrive"));
    }

    @Test
    void keysAndSignaturesOfAStorageAccountAreWrittenNowhere() throws Exception {
        String key = Base64.getEncoder()
                .encodeToString("canary-key-of-the-storage-account".getBytes(StandardCharsets.UTF_8));
        String signature = "canary%2Fsignature%2Bof%3Dthe-account";
        List<Map<String, String>> ways = List.of(
                Map.of("AZURE_STORAGE_KEY", key),
                Map.of("AZURE_STORAGE_SAS_TOKEN", "sv=2022-11-02&ss=b&sig=" + signature),
                Map.of(
                        "AZURE_STORAGE_CONNECTION_STRING",
                        "DefaultEndpointsProtocol=http;AccountName=skyfit;AccountKey=" + key + ";BlobEndpoint=" + url()
                                + "/skyfit"));
        for (Map<String, String> way : ways) {
            Map<String, String> settings = accounts();
            settings.put("PIPEDRIVE_TOKEN_COMERCIAL", "canary-0a1b2c3d4e5f-comercial");
            settings.put("AZURE_STORAGE_ACCOUNT", "skyfit");
            settings.put("ADLS_CONTAINER", "lake");
            settings.put("SKYFIT_LAKE_ENDPOINT", url() + "/skyfit");
            settings.putAll(way);

            assertThat(run(settings, "run", "--source", "pipedrive", "--scope", "comercial", "--entity", "pipelines"))
                    .isEqualTo(1);
            run(settings, "doctor");
        }
        assertThat(asked).anyMatch(path -> path.startsWith("/skyfit/lake"));
        noneIsWritten(List.of(
                key,
                signature,
                "canary-key-of-the-storage-account",
                URLDecoder.decode(signature, StandardCharsets.UTF_8)));
    }
}
