package com.skyfit.lake.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.extract.Extraction;
import com.skyfit.lake.run.GoldAndTruth;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.client.SourceClient;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The earlier scripts have read simulated accounts for two days; their lake is adopted, and runs continue in it. */
class AdoptedLakeRunTest {

    private static final Set<Stage> ALL = EnumSet.allOf(Stage.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    @TempDir
    private Path scratch;

    private final Catalog catalog = CatalogReader.shipped();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant lastRun = now.minus(Duration.ofHours(2));
    private final Simulator simulator = Simulator.start(SimulatorOptions.of(13, 0.02, now));
    private final GoldAndTruth both = new GoldAndTruth(database, catalog, simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Configuration configuration() {
        Settings settings = new Settings(simulator.settings());
        return Configuration.resolve(settings, catalog, home, Selection.ALL, true);
    }

    private RunReport run(Set<Stage> stages) throws Exception {
        return Runs.run(configuration(), database.get(), stages);
    }

    private LakeAdoption.Report adopt() throws Exception {
        return new LakeAdoption(configuration(), "test", InstantSource.system(), AdoptionListener.NONE)
                .adopt(database.get(), Selection.ALL);
    }

    /** All that is, without what the scripts left out: deleted and archived deals, deleted tickets. */
    private void scriptsRead() throws Exception {
        OldLake old = new OldLake(new LocalLake(home.resolve("lake")));
        for (Account account : configuration().accounts()) {
            for (Entity entity : account.source().entities()) {
                List<String> lines = new ArrayList<>();
                for (String line : lines(account, entity)) {
                    ObjectNode record = (ObjectNode) JSON.readTree(line);
                    if (!record.path("is_deleted").asBoolean(false)
                            && !record.path("is_archived").asBoolean(false)
                            && !record.path("status").asString("").equals("deleted")) {
                        lines.add(
                                entity.name().equals("deals")
                                                && record.path("id").asInt() % 7 == 0
                                        ? ofOldApi(record)
                                        : line);
                    }
                }
                write(old, account.source().name(), account.scope(), entity.name(), lines);
            }
        }
    }

    private List<String> lines(Account account, Entity entity) throws Exception {
        LocalLake lake = new LocalLake(scratch);
        SourceClient client = SourceClient.of(
                        account, ScriptedSource.IMPATIENT, 0, InstantSource.system(), ExtractionListener.NONE)
                .forEntity(entity);
        new Extraction(
                        lake,
                        client,
                        entity,
                        new RunContext(RunId.at(lastRun), "test", InstantSource.system()),
                        ExtractionListener.NONE)
                .run();
        List<String> lines = new ArrayList<>();
        for (LakeObject part : lake.list(
                "bronze/" + account.source().name() + "/scope=" + account.scope() + "/entity=" + entity.name() + "/")) {
            try (BufferedReader text = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(lake.open(part.path())), StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    /** As API v1 writes it: the owner as an object under another name, times with a space. */
    private static String ofOldApi(ObjectNode deal) {
        deal.set(
                "user_id",
                JSON.createObjectNode()
                        .put("id", deal.path("owner_id").asLong())
                        .put("value", deal.path("owner_id").asLong()));
        deal.remove("owner_id");
        deal.put("active", deal.path("status").asString("").equals("open"));
        deal.put("deleted", false);
        deal.remove("is_deleted");
        for (String time : new String[] {"add_time", "update_time"}) {
            deal.put(time, deal.path(time).asString().replace('T', ' ').replace("Z", ""));
        }
        return deal.toString();
    }

    /** The first half a day earlier than the rest. */
    private void write(OldLake old, String source, String scope, String entity, List<String> lines) throws IOException {
        int half = lines.size() / 2;
        String before = RunId.at(lastRun.minus(Duration.ofDays(1))).text();
        old.part(source, scope, entity, before, 1, lines.subList(0, half).toArray(String[]::new));
        old.part(
                source,
                scope,
                entity,
                RunId.at(lastRun).text(),
                1,
                lines.subList(half, lines.size()).toArray(String[]::new));
        old.watermark(
                source,
                scope,
                entity,
                source.equals("pipedrive")
                        ? "{\"last_successful_until\":\"" + lastRun + "\"}"
                        : entity.equals("tickets")
                                ? "{\"cursor\":\"b2xk\",\"start_time\":0}"
                                : "{\"mode\":\"time\",\"start_time\":" + lastRun.getEpochSecond() + "}");
    }

    private Manifest newest(String source, String scope, String entity) throws IOException {
        return new Manifests(configuration().lake())
                .newest(new Subject(source, scope, entity))
                .orElseThrow();
    }

    @Test
    void theFirstRunAfterAnAdoptionEndsInWhatIsTrueAtTheSources() throws Exception {
        scriptsRead();
        simulator.change(new ChangeRequest(2, 3, 1, 1, 0, Set.of("deals")));
        simulator.change(new ChangeRequest(1, 2, 1, 0, 0, Set.of("persons", "tickets", "users", "organizations")));

        LakeAdoption.Report adoption = adopt();
        assertThat(adoption.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(adoption.leftAlone()).isEmpty();

        RunReport report = run(ALL);

        assertThat(report.findings().failures()).isEmpty();
        assertThat(report.exitCode()).as("%s", report.units()).isEqualTo(ExitCode.OK);
        Set<String> gold = both.gold();
        assertThat(gold).isEqualTo(both.truth(gold)).hasSizeGreaterThan(3_000);
        assertThat(database.rows("select count(*) from core.pd_persons where is_deleted"))
                .containsExactly("2");
        assertThat(database.rows(
                        "select distinct state from ops.file where run_id < ?",
                        adoption.runId().text()))
                .containsExactly("loaded");

        RunReport second = run(ALL);
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void adoptedPartsAloneFillGoldWithPayloadsOfBothGenerations() throws Exception {
        scriptsRead();
        adopt();

        assertThat(run(EnumSet.of(Stage.LOAD, Stage.TRANSFORM)).exitCode()).isEqualTo(ExitCode.OK);

        assertThat(database.rows("select count(*) > 10, bool_and(user_id is not null and add_time is not null)"
                        + " from core.pd_deals where deal_id % 7 = 0"))
                .containsExactly("t|t");
        assertThat(database.rows("select bool_and(user_id is not null) from core.pd_deals"))
                .containsExactly("t");
        assertThat(database.rows("select count(*) from ops.quarantine")).containsExactly("0");
    }

    @Test
    void aRunResumesFromTheWatermarksAndSweepsWhatWasNeverListedCompletely() throws Exception {
        scriptsRead();
        adopt();
        assertThat(newest("pipedrive", "comercial", "deals").watermark()).contains(lastRun.minus(Duration.ofDays(1)));

        run(EnumSet.of(Stage.EXTRACT));

        String dayBefore = String.valueOf(lastRun.minus(Duration.ofDays(1)).getEpochSecond());
        assertThat(newest("zendesk", "support", "users").requests().get(0).params())
                .containsEntry("start_time", dayBefore);
        assertThat(newest("zendesk", "support", "organizations")
                        .requests()
                        .get(0)
                        .params())
                .containsEntry("start_time", String.valueOf(Long.parseLong(dayBefore) - 300));
        assertThat(newest("zendesk", "support", "tickets").requests().get(0).params())
                .containsEntry("start_time", "0");
        assertThat(newest("pipedrive", "comercial", "deals").completeListing()).isTrue();
    }

    @Test
    void aSecondAdoptionAfterARunChangesNothing() throws Exception {
        scriptsRead();
        adopt();
        run(ALL);
        List<LakeObject> before = configuration().lake().list("");

        LakeAdoption.Report again = adopt();

        assertThat(configuration().lake().list("")).isEqualTo(before);
        assertThat(again.adopted()).allMatch(each -> each.parts() == 0);
    }
}
