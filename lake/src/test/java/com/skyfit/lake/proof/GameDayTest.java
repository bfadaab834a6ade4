package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.notification.Telling;
import com.skyfit.lake.notification.channel.Receiver;
import com.skyfit.lake.quality.Acceptances;
import com.skyfit.lake.run.Ending;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.WriterLock;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Incidents of an operator's life, from simulated sources to the server that receives the messages. Each ends the run with the right exit code, and is
 * told of exactly once when it begins, with cause and cure, and exactly once when it is over, however many runs lie between.
 */
class GameDayTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(11, 0.004, Instant.now()));
    private final Receiver receiver;
    private final Map<String, String> settings = new ConcurrentHashMap<>(simulator.settings());
    private volatile Catalog catalog = CatalogReader.shipped();

    GameDayTest() throws IOException {
        receiver = new Receiver();
        settings.put("NOTIFY_WEBHOOK_URL", receiver.hook());
        settings.put("NOTIFY_WEEKLY", "never");
    }

    @AfterEach
    void stop() {
        receiver.close();
        simulator.close();
    }

    private RunService service() {
        return Runs.service(() -> new Settings(settings), () -> catalog, home);
    }

    private static RunService.Request request(String command, Set<Stage> stages) {
        return new RunService.Request(command, Instant.now(), Selection.ALL, new RunOptions(stages));
    }

    private static RunService.Request whole() {
        return request("run", EnumSet.allOf(Stage.class));
    }

    /** A whole run, and the exit code with which it ends. */
    private int run() {
        return exitCode(() -> service().run(database.get(), whole(), RunListener.NONE));
    }

    private int check() {
        return exitCode(() ->
                service().run(database.get(), request("check", EnumSet.of(Stage.CHECK)), RunListener.NONE));
    }

    private interface Command {
        RunReport run() throws Exception;
    }

    private static int exitCode(Command command) {
        RunReport[] report = new RunReport[1];
        Throwable failure = catchThrowable(() -> report[0] = command.run());
        return failure == null
                ? report[0].exitCode().number()
                : Ending.of(failure).code().number();
    }

    private List<String> told() {
        return receiver.taken().stream()
                .map(message -> message.path("event").asString() + " "
                        + message.path("kind").asString() + " "
                        + message.path("place").asString())
                .map(String::strip)
                .toList();
    }

    private String newest() {
        JsonNode message = receiver.taken().get(receiver.taken().size() - 1);
        return message.path("what").asString() + " -> " + message.path("cure").asString();
    }

    /** Another run with the same end says nothing more. */
    private void again(int code) {
        int before = told().size();
        assertThat(run()).isEqualTo(code);
        assertThat(told()).hasSize(before);
    }

    private void over(String... all) {
        assertThat(run()).isZero();
        assertThat(told()).containsExactly(all);
    }

    @Test
    void aTokenIsRevoked() {
        String good = settings.get("PIPEDRIVE_TOKEN_EXPANSAO");
        assertThat(run()).isZero();
        settings.put("PIPEDRIVE_TOKEN_EXPANSAO", "revoked-token-of-expansao");

        assertThat(run()).isEqualTo(1);
        assertThat(newest())
                .isEqualTo("returned 401 -> the account's token is wrong or no longer valid: set a new one in"
                        + " PIPEDRIVE_TOKEN_EXPANSAO");
        again(1);
        again(1);
        settings.put("PIPEDRIVE_TOKEN_EXPANSAO", String.valueOf(good));
        assertThat(run()).isZero();

        over("began failed-stages pipedrive.expansao", "over failed-stages pipedrive.expansao");
    }

    @Test
    void tenQuietRunsSayNothing() {
        for (int day = 0; day < 10; day++) {
            assertThat(run()).isZero();
            simulator.change(new ChangeRequest(1, 3, 0, 0, 0, Set.of("deals", "persons", "tickets")));
        }

        assertThat(receiver.asked()).isEmpty();
    }

    @Test
    void theDatabaseIsUnreachable() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            settings.putAll(Map.of(
                    "PG_HOST", "127.0.0.1",
                    "PG_PORT", String.valueOf(free.getLocalPort()),
                    "PG_DATABASE", "lake",
                    "PG_USER", "lake",
                    "PG_PASSWORD", "canary-of-database",
                    "PG_SSLMODE", "disable"));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(exitCode(() -> service().run(whole(), RunListener.NONE))).isEqualTo(1);
        }
        assertThat(told()).containsExactly("began database");
        assertThat(newest()).contains("Cannot connect to", "Nothing responds");

        over("began database", "over database");
    }

    @Test
    void aSettingIsMissing() {
        String good = settings.remove("PIPEDRIVE_TOKEN_COMERCIAL");
        assertThat(run()).isEqualTo(2);
        assertThat(newest()).contains("PIPEDRIVE_TOKEN_COMERCIAL");
        again(2);
        settings.put("PIPEDRIVE_TOKEN_COMERCIAL", String.valueOf(good));

        over("began settings", "over settings");
    }

    @Test
    void anOwnCatalogFileHasAMistake() throws Exception {
        RunService broken = Runs.service(
                () -> new Settings(settings),
                () -> CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", "sauce: x\n"))),
                home);
        assertThat(exitCode(() -> broken.run(database.get(), whole(), RunListener.NONE)))
                .isEqualTo(2);
        assertThat(newest()).contains("own.yaml:1");

        over("began catalog", "over catalog");
    }

    @Test
    void theClockIsWrong() throws Exception {
        assertThat(run()).isZero();
        database.execute("insert into ops.run (run_id, command, version, started_at)"
                + " values ('21000101T000000Z', 'run', 'test', now())");
        assertThat(run()).isEqualTo(2);
        assertThat(newest()).contains("correct the clock");
        again(2);
        database.execute("delete from ops.run where run_id like '2100%'");

        over("began settings", "over settings");
    }

    @Test
    void twoRunsAtOnce() throws Exception {
        try (WriterLock held = database.get().tryLock().orElseThrow()) {
            assertThat(held.loss()).isEmpty();
            assertThat(run()).isEqualTo(4);
            assertThat(newest()).contains("Another run is writing");
            again(4);
        }

        over("began locked", "over locked");
    }

    @Test
    void aRunIsKilled() throws Exception {
        assertThat(run()).isZero();
        database.execute("insert into ops.run (run_id, command, version, started_at)"
                + " values ('20260101T000000Z', 'run', 'test', now() - interval '1 hour')");

        assertThat(run()).isZero();

        assertThat(newest()).contains("run 20260101T000000Z ended without a word; this run has taken up its work");
        over("began killed");
    }

    @Test
    void aRunNeverStarted() throws Exception {
        assertThat(run()).isZero();
        database.execute("update ops.run set started_at = started_at - interval '8 days'");
        database.execute("update ops.manifest set committed_at = committed_at - interval '8 days'");

        assertThat(check()).isEqualTo(3);
        assertThat(check()).isEqualTo(3);
        assertThat(newest()).contains("the newest run that asked it started at", "see whether the schedule is active");

        over("began missed-run", "over missed-run");
    }

    @Test
    void theLakeIsUnreachable() throws Exception {
        assertThat(run()).isZero();
        Path lake = home.resolve("lake");
        Path away = home.resolve("away");
        Files.move(lake, away);
        Files.writeString(lake, "no folder");

        assertThat(run()).isEqualTo(1);
        assertThat(newest()).contains("folder");
        again(1);
        Files.delete(lake);
        Files.move(away, lake);

        over("began failed-stages", "over failed-stages");
    }

    @Test
    void theDailyBudgetIsSpentAtNoon() throws Exception {
        assertThat(run()).isZero();
        String good = settings.get("PIPEDRIVE_BASE_URL");
        HttpServer spent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        spent.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("x-daily-ratelimit-token-remaining", "0");
            exchange.getResponseHeaders().add("x-daily-ratelimit-token-limit", "10000");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        spent.start();
        try {
            settings.put(
                    "PIPEDRIVE_BASE_URL",
                    "http://127.0.0.1:" + spent.getAddress().getPort());
            assertThat(run()).isEqualTo(5);
            assertThat(newest()).containsAnyOf("the account's daily budget is exhausted", "tokens are left");
            again(5);
        } finally {
            spent.stop(0);
        }
        settings.put("PIPEDRIVE_BASE_URL", String.valueOf(good));

        over("began budget pipedrive", "over budget pipedrive");
    }

    @Test
    void aSourceSendsDamagedLines() throws Exception {
        assertThat(run()).isZero();
        String[] damaged = new String[50];
        Arrays.setAll(damaged, i -> "no json");
        new BronzeFixture(new LocalLake(home.resolve("lake")))
                .commit("zendesk", "support", "groups", "20260102T000000Z", false, List.of(damaged));

        assertThat(run()).isEqualTo(3);
        assertThat(newest()).contains("50 of 50 lines").contains("skyfit quarantine");
        again(3);
        Acceptances.accept(database.get(), "quarantine", "zendesk.support.groups", "a trial", Instant.now());

        over("began quarantine zendesk.support", "over quarantine zendesk.support");
    }

    @Test
    void anEntityIsSilentlyEmpty() throws Exception {
        assertThat(run()).isZero();
        database.execute("update core.pd_users set is_deleted = true where scope = 'comercial'");

        assertThat(check()).isEqualTo(3);
        assertThat(check()).isEqualTo(3);
        assertThat(newest()).contains("no live record", "check whether the account's token still sees all records");
        database.execute("update core.pd_users set is_deleted = false where scope = 'comercial'");

        over("began empty-entities pipedrive.comercial", "over empty-entities pipedrive.comercial");
    }

    @Test
    void aModelOfTheUserIsBroken() throws Exception {
        assertThat(run()).isZero();
        Path model = Files.createDirectories(home.resolve("models").resolve("models"))
                .resolve("mine.sql");
        Files.writeString(model, "select no_such_column from {{ source('core', 'pd_users') }}");

        assertThat(run()).isEqualTo(1);
        assertThat(newest()).contains("no_such_column");
        again(1);
        Files.delete(model);

        over("began failed-stages models", "over failed-stages models");
    }

    @Test
    void aChannelIsDownWhenATokenIsRevoked() throws Exception {
        String good = settings.get("ZENDESK_API_TOKEN");
        assertThat(run()).isZero();
        receiver.answering(500);
        settings.put("ZENDESK_API_TOKEN", "revoked-token-of-zendesk");
        assertThat(run()).isEqualTo(1);
        assertThat(told()).isEmpty();
        receiver.answering(200);

        Telling telling = new Telling(
                Notifications.understand(new Settings(settings), new ArrayList<>()), home, InstantSource.system());
        assertThat(telling.flush(database.get())).isEmpty();
        assertThat(run()).isEqualTo(1);
        assertThat(newest()).contains("ZENDESK_API_TOKEN");
        settings.put("ZENDESK_API_TOKEN", String.valueOf(good));

        over("began failed-stages zendesk.support", "over failed-stages zendesk.support");
    }
}
