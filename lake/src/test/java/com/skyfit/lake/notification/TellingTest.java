package com.skyfit.lake.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.notification.channel.Receiver;
import com.skyfit.lake.notification.incident.IncidentKind;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.quality.Verdict;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is told of runs, when, and once: through a real server, with a clock of the test. */
class TellingTest {

    /** A Friday in the morning. */
    private static final Instant START = Instant.parse("2026-11-27T09:00:00Z");

    private static final Telling.Covered WHOLE = new Telling.Covered(true, true);

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Receiver receiver;
    private final Map<String, String> settings = new HashMap<>();
    private Instant now = START;

    TellingTest() throws IOException {
        receiver = new Receiver();
        settings.put("NOTIFY_WEBHOOK_URL", receiver.hook());
        settings.put("NOTIFY_WEEKLY", "never");
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Telling telling() {
        return telling(Duration.ofSeconds(30));
    }

    private Telling telling(Duration limit) {
        List<String> problems = new ArrayList<>();
        Notifications understood = Notifications.understand(new Settings(settings), problems);
        assertThat(problems).isEmpty();
        return new Telling(understood, home, () -> now, limit);
    }

    private static UnitResult unit(String entity, Status status) {
        String message = status == Status.SUCCEEDED
                ? ""
                : "pipedrive.expansao." + entity + " GET /v2/x: returned 401: who; set a new one in TOKEN";
        return new UnitResult(
                new Unit(Stage.EXTRACT, new Subject("pipedrive", "expansao", entity)),
                status,
                Moved.NOTHING,
                1,
                message);
    }

    private static CheckResult check(Verdict verdict) {
        return new CheckResult(
                "orphan-keys", "core.pd_deals comercial", verdict, "9 of 60 lead nowhere", "at most 15 %", "look", "9");
    }

    private void ran(List<UnitResult> units, List<CheckResult> checks) {
        ran(telling(), units, checks);
    }

    private void ran(Telling telling, List<UnitResult> units, List<CheckResult> checks) {
        Checks.Findings findings = new Checks.Findings(checks, List.of());
        RunReport report = new RunReport(
                new RunContext(RunId.at(now), "test", () -> now),
                "run",
                now,
                now,
                units,
                findings,
                ExitCode.of(units, findings));
        Configuration configuration =
                Configuration.resolve(new Settings(Map.of()), CatalogReader.shipped(), home, Selection.ALL, false);
        telling.ended(report, WHOLE, configuration, database.get());
    }

    private void refused() {
        ran(List.of(unit("deals", Status.FAILED), unit("persons", Status.FAILED)), List.of());
    }

    private void good() {
        ran(
                List.of(unit("deals", Status.SUCCEEDED), unit("persons", Status.SUCCEEDED)),
                List.of(check(Verdict.PASSED)));
    }

    private List<String> told() {
        return receiver.taken().stream()
                .map(message -> message.path("event").asString())
                .toList();
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    @Test
    void anIncidentIsToldOnceAndItsEndOnce() throws Exception {
        refused();
        passes(Duration.ofHours(6));
        refused();
        passes(Duration.ofHours(6));
        good();
        passes(Duration.ofHours(6));
        good();

        assertThat(told()).containsExactly("began", "over");
        JsonNode began = receiver.taken().get(0);
        assertThat(began.path("title").asString()).isEqualTo("pipedrive.expansao: returned 401; 2 wait");
        assertThat(began.path("cure").asString()).isEqualTo("set a new one in TOKEN");
        assertThat(receiver.taken().get(1).path("ended_at").asString()).isEqualTo("2026-11-27T21:00:00Z");
        assertThat(database.rows("select kind, source, scope, severity, ended_at is not null from ops.incident"))
                .containsExactly("failed-stages|pipedrive|expansao|error|t");
        assertThat(database.rows("select event, attempts, sent_at is not null from ops.letter order by number"))
                .containsExactly("began|1|t", "over|1|t");
    }

    @Test
    void aLongOneIsToldOfAgainOnceADay() {
        refused();
        for (int hour = 0; hour < 48; hour += 6) {
            passes(Duration.ofHours(6));
            refused();
        }

        assertThat(told()).containsExactly("began", "reminded", "reminded");
    }

    @Test
    void aChannelThatIsDownLosesNothingAndIsTriedAfterGrowingWaits() throws Exception {
        receiver.answering(500);
        refused();
        passes(Duration.ofSeconds(30));
        refused();
        assertThat(receiver.asked()).as("not before a minute has passed").hasSize(1);
        passes(Duration.ofMinutes(1));
        refused();
        assertThat(receiver.asked()).hasSize(2);
        assertThat(TellingStatus.read(database.get(), home).channels())
                .singleElement()
                .satisfies(channel -> {
                    assertThat(channel.isDown()).isTrue();
                    assertThat(channel.failure()).isEqualTo("127.0.0.1 answered 500");
                });

        receiver.answering(200);
        passes(Duration.ofMinutes(4));
        good();

        assertThat(told()).containsExactly("began", "over");
        assertThat(TellingStatus.read(database.get(), home).channels()).isEmpty();
    }

    @Test
    void whoAsksDoesNotWaitExceptWhereTheChannelAskedTo() throws Exception {
        receiver.then(500, "").then(429, "600");
        refused();
        passes(Duration.ofSeconds(1));

        assertThat(telling().flush(database.get())).as("told to wait").hasSize(1);
        passes(Duration.ofSeconds(599));
        assertThat(telling().flush(database.get())).hasSize(1);
        assertThat(receiver.asked()).hasSize(2);
        passes(Duration.ofSeconds(1));

        assertThat(telling().flush(database.get())).isEmpty();
        assertThat(told()).containsExactly("began");
    }

    @Test
    void aChannelThatHangsHoldsUpNeitherTheRunNorTheOthers() throws Exception {
        receiver.thenNever();
        Telling hasty = telling(Duration.ofSeconds(2));

        ran(hasty, List.of(unit("deals", Status.FAILED)), List.of());

        assertThat(told()).isEmpty();
        assertThat(TellingStatus.read(database.get(), home).channels())
                .extracting(ChannelStatus::failure)
                .allMatch(failure -> failure.contains("did not answer"));
    }

    @Test
    void quietHoursHoldBackWarningsAndNotFailures() {
        settings.put("NOTIFY_QUIET_HOURS", "20:00-12:00");
        ran(List.of(unit("deals", Status.FAILED)), List.of(check(Verdict.WARNED)));
        assertThat(told()).containsExactly("began");

        passes(Duration.ofHours(3));
        ran(List.of(unit("deals", Status.FAILED)), List.of(check(Verdict.WARNED)));

        assertThat(told()).containsExactly("began", "began");
        assertThat(receiver.taken().get(1).path("kind").asString()).isEqualTo("orphan-keys");
    }

    @Test
    void aWarningThatIsOverBeforeTheQuietHoursAreIsNotTold() throws Exception {
        settings.put("NOTIFY_QUIET_HOURS", "20:00-12:00");
        ran(List.of(), List.of(check(Verdict.WARNED)));
        ran(List.of(), List.of(check(Verdict.PASSED)));
        passes(Duration.ofHours(4));
        ran(List.of(), List.of(check(Verdict.PASSED)));

        assertThat(told()).isEmpty();
        assertThat(database.rows("select count(*) from ops.letter")).containsExactly("0");
    }

    @Test
    void aChannelIsNotToldWhatMattersLessThanItWants() {
        settings.put("NOTIFY_WEBHOOK_LEAST", "error");
        ran(List.of(), List.of(check(Verdict.WARNED)));
        ran(List.of(), List.of(check(Verdict.FAILED)));
        ran(List.of(), List.of(check(Verdict.ACCEPTED)));

        assertThat(told()).containsExactly("worse", "over");
    }

    @Test
    void whatHasNoDatabaseIsKeptInTheHomeUntilARunThatHas() throws Exception {
        telling().ended(IncidentKind.DATABASE, "run", "Cannot connect to x: refused; start it", true);
        passes(Duration.ofHours(1));
        telling().ended(IncidentKind.DATABASE, "run", "Cannot connect to x: refused; start it", true);
        assertThat(TellingStatus.read(home).incidents()).hasSize(1);
        passes(Duration.ofHours(1));
        good();

        assertThat(told()).containsExactly("began", "over");
        assertThat(receiver.taken().get(0).path("cure").asString()).isEqualTo("start it");
        assertThat(home.resolve("notifications.json")).doesNotExist();
        assertThat(database.rows("select kind, ended_at is not null from ops.incident"))
                .containsExactly("database|t");
    }

    @Test
    void whoIsAtTheTerminalIsNotToldWhatHeSees() {
        telling().ended(IncidentKind.LOCKED, "check", "Another run is writing", false);
        telling().ended(IncidentKind.INTERRUPTED, "check", "Interrupted", false);

        assertThat(receiver.asked()).isEmpty();
    }

    @Test
    void allIsWellIsSaidOnceAWeekAndOnlyIfItIs() {
        settings.put("NOTIFY_WEEKLY", "monday");
        refused();
        assertThat(told()).containsExactly("began");
        good();
        passes(Duration.ofDays(2));
        good();
        passes(Duration.ofDays(1));
        good();
        good();

        assertThat(told()).containsExactly("began", "over", "all_is_well", "all_is_well");
        assertThat(receiver.taken().get(3).path("at").asString()).startsWith("2026-11-30");
        assertThat(receiver.taken().get(3).path("facts").toString()).contains("size of bronze");
    }

    @Test
    void aSignOfLifeIsGivenByGoodRunsAndTheOtherByBadOnes() {
        settings.put("NOTIFY_HEARTBEAT_URL", receiver.address("/ping/alive"));
        settings.put("NOTIFY_HEARTBEAT_FAIL_URL", receiver.address("/ping/fail"));
        good();
        refused();
        telling().ended(IncidentKind.DATABASE, "run", "gone", true);

        assertThat(receiver.asked())
                .filteredOn(path -> path.startsWith("/ping"))
                .containsExactly("/ping/alive", "/ping/fail", "/ping/fail");
    }

    @Test
    void whoIsNamedLaterIsToldOfWhatLasts() {
        String hook = String.valueOf(settings.remove("NOTIFY_WEBHOOK_URL"));
        refused();
        settings.put("NOTIFY_WEBHOOK_URL", hook);
        refused();
        good();

        assertThat(told()).containsExactly("began", "over");
    }

    @Test
    void noSecretIsToldOrKept() throws Exception {
        receiver.answering(500);
        refused();

        assertThat(database.rows("select message, failure from ops.letter").toString())
                .doesNotContain(Receiver.SECRET);
    }
}
