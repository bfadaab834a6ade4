package com.skyfit.lake.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.Trace;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A complete lake of the earlier scripts is taken over, as a run by the one writer, and its parts reach gold. */
class LakeAdoptionTest {

    private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");
    private static final String MONDAY = "20260105T060000Z";
    private static final String TUESDAY = "20260106T060000Z";
    private static final String DEAL = "{\"id\":7,\"title\":\"%s\",\"update_time\":\"2026-01-04T00:00:00Z\"}";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    private LakeStorage lake() {
        return new LocalLake(home.resolve("lake"));
    }

    private OldLake old() {
        return new OldLake(lake());
    }

    private Configuration configuration() {
        return Configuration.resolve(new Settings(Map.of()), catalog, home, Selection.ALL, false);
    }

    private LakeAdoption adoption(Configuration configuration) {
        return new LakeAdoption(configuration, "test", InstantSource.fixed(NOW), AdoptionListener.NONE);
    }

    private LakeAdoption.Report adopt() throws Exception {
        return adoption(configuration()).adopt(database.get(), Selection.ALL);
    }

    private void loadAndTransform() throws Exception {
        RunReport report = Runs.run(configuration(), database.get(), EnumSet.of(Stage.LOAD, Stage.TRANSFORM));
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void partsOfAllScopesAndSourcesAreAdoptedInOneRun() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("x"));
        old().part("pipedrive", "expansao", "deals", TUESDAY, 1, DEAL.formatted("x"), DEAL.formatted("y"));
        old().part("zendesk", "support", "groups", MONDAY, 1, "{\"id\":1}");

        LakeAdoption.Report report = adopt();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.adopted())
                .extracting(each -> each.subject() + " " + each.lines())
                .containsExactly(
                        "pipedrive.comercial.deals 1", "pipedrive.expansao.deals 2", "zendesk.support.groups 1");
        assertThat(database.rows("select run_id, command, status, exit_code from ops.run"))
                .containsExactly("20260110T060000Z|adopt|succeeded|0");
    }

    @Test
    void theRunThatReadAPartDecidesAmongVersionsOfOneTimeWhereverItIsAdopted() throws Exception {
        String newer = old().part("pipedrive", "comercial", "deals", TUESDAY, 1, DEAL.formatted("newer"));
        adopt();
        loadAndTransform();
        String older = old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("older"));

        new LakeAdoption(configuration(), "test", InstantSource.system(), AdoptionListener.NONE)
                .adopt(database.get(), Selection.ALL);
        loadAndTransform();

        assertThat(database.rows("select title, _source_run_id from core.pd_deals"))
                .containsExactly("newer|" + TUESDAY);
        Source pipedrive = catalog.source("pipedrive");
        assertThat(Trace.of(database.get(), pipedrive, pipedrive.entity("deals"), "comercial", "7")
                        .versions())
                .extracting(version -> version.runId() + " " + version.blobPath() + " " + version.shown())
                .containsExactly(TUESDAY + " " + newer + " true", MONDAY + " " + older + " false");
    }

    @Test
    void silverShowsTheDayInThePathOfThePart() throws Exception {
        String path = OldLake.path("pipedrive", "comercial", "deals", "2026-01-06", "20260105T235959Z", 1);
        old().part(path, List.of(DEAL.formatted("x")));
        adopt();
        loadAndTransform();

        assertThat(database.rows("select run_id, ingestion_date, blob_path from stg_pipedrive.deals_raw"))
                .containsExactly("20260105T235959Z|2026-01-06|" + path);
    }

    @Test
    void payloadsOfTheOldApiAreTypedLikeThoseOfTheNew() throws Exception {
        old().part(
                        "pipedrive",
                        "comercial",
                        "deals",
                        MONDAY,
                        1,
                        "{\"id\":1,\"user_id\":{\"id\":5,\"value\":5},\"add_time\":\"2026-01-01 10:00:00\",\"active\":true}",
                        "{\"id\":2,\"owner_id\":6,\"add_time\":\"2026-01-01T10:00:00Z\",\"status\":\"open\"}");
        adopt();
        loadAndTransform();

        assertThat(database.rows(
                        "select deal_id, user_id, add_time at time zone 'UTC', active from core.pd_deals order by 1"))
                .containsExactly("1|5|2026-01-01 10:00:00|t", "2|6|2026-01-01 10:00:00|t");
    }

    @Test
    void whatALaterRunOfTheScriptsNoLongerShowsIsNotTakenToBeDeleted() throws Exception {
        old().part("zendesk", "support", "groups", MONDAY, 1, "{\"id\":1}", "{\"id\":2}");
        old().part("zendesk", "support", "groups", TUESDAY, 1, "{\"id\":1}");
        adopt();
        loadAndTransform();

        assertThat(database.rows("select group_id, is_deleted from core.zd_groups order by 1"))
                .containsExactly("1|f", "2|f");
    }

    @Test
    void aPartWithoutAnyLineIsAPart() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1);
        LakeAdoption.Report report = adopt();
        loadAndTransform();

        assertThat(report.adopted()).extracting(Adopted::parts).containsExactly(1);
        assertThat(database.rows("select lines, state from ops.file")).containsExactly("0|loaded");
    }

    @Test
    void aRefusedPartFailsTheAdoptionAndTheOthersAreAdopted() throws Exception {
        String broken = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 1);
        old().store(broken, new byte[] {31});
        old().part("pipedrive", "comercial", "persons", MONDAY, 1, "{\"id\":1}");

        LakeAdoption.Report report = adopt();

        assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(report.adopted()).extracting(Adopted::parts).containsExactly(0, 1);
        assertThat(report.adopted().get(0).refused()).singleElement().asString().startsWith(broken);
        assertThat(database.rows("select status, exit_code from ops.run")).containsExactly("failed|1");
    }

    @Test
    void whatNobodyConfiguredIsListedAndLeftAlone() throws Exception {
        old().part("evo", "matriz", "members", MONDAY, 1, "{}");
        old().part("evo", "matriz", "members", MONDAY, 2, "{}");
        old().part("pipedrive", "franquia", "deals", MONDAY, 1, "{}");
        old().part("pipedrive", "comercial", "leads", MONDAY, 1, "{}");
        old().part("bronze/pipedrive/entity=deals/part-00001.jsonl.gz", List.of("{}"));
        old().watermark("pipedrive", "franquia", "deals", "{}");

        LakeAdoption.Report report = adopt();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(report.adopted()).isEmpty();
        assertThat(report.leftAlone())
                .containsExactly(
                        "bronze/pipedrive/entity=deals/ has objects whose paths are not paths of parts (objects: 1)",
                        "evo.matriz.members is not in the catalog, or its scope is not in the settings (objects: 2)",
                        "pipedrive.comercial.leads is not in the catalog, or its scope is not in the settings (objects: 1)",
                        "pipedrive.franquia.deals is not in the catalog, or its scope is not in the settings (objects: 1)",
                        "_meta/pipedrive/watermarks/scope=franquia/entity=deals.json belongs to no entity of the catalog and"
                                + " scope of the settings");
    }

    @Test
    void onlyWhatIsSelectedIsAdopted() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("x"));
        old().part("pipedrive", "comercial", "persons", MONDAY, 1, "{\"id\":1}");

        LakeAdoption.Report report =
                adoption(configuration()).adopt(database.get(), new Selection("pipedrive", "comercial", "persons"));

        assertThat(report.adopted()).extracting(each -> each.subject().entity()).containsExactly("persons");
        assertThat(report.leftAlone()).isEmpty();
    }

    @Test
    void lookingNeedsNoDatabaseAndWritesNothing() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("x"));
        List<LakeObject> before = lake().list("");

        LakeAdoption.Report report = adoption(configuration()).look(Selection.ALL);

        assertThat(report.adopted()).extracting(Adopted::parts).containsExactly(1);
        assertThat(lake().list("")).isEqualTo(before);
        assertThat(database.rows("select run_id from ops.run")).isEmpty();
    }

    @Test
    void nothingIsAdoptedWhileAnotherRunIsAtWork() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("x"));
        List<LakeObject> before = lake().list("");
        try (WriterLock held = database.get().tryLock().orElseThrow()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(this::adopt).isInstanceOf(LockedException.class);
        }
        assertThat(lake().list("")).isEqualTo(before);
    }

    @Test
    void aWatermarkThatScriptsMoveMeanwhileDoesNotStandForPartsThatWereNotSeen() throws Exception {
        old().part("pipedrive", "comercial", "deals", MONDAY, 1, DEAL.formatted("x"));
        old().watermark("pipedrive", "comercial", "deals", "{\"last_successful_until\":\"2026-01-05T06:00:00Z\"}");
        Configuration usual = configuration();
        Configuration atWork = Runs.withLake(usual, lakeOfScriptsAtWork());

        Adopted adopted =
                adoption(atWork).adopt(database.get(), Selection.ALL).adopted().get(0);

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.watermark()).isEqualTo("last_successful_until 2026-01-05T06:00:00Z");
    }

    /** As soon as its parts have been listed, a script ends another run. */
    private LakeStorage lakeOfScriptsAtWork() {
        return new InterceptedLake(lake()).listing(prefix -> {
            List<LakeObject> listed = lake().list(prefix);
            if (prefix.equals("bronze/")) {
                old().part("pipedrive", "comercial", "deals", TUESDAY, 1, DEAL.formatted("y"));
                Files.writeString(
                        home.resolve("lake/_meta/pipedrive/watermarks/scope=comercial/entity=deals.json"),
                        "{\"last_successful_until\":\"2026-01-06T06:00:00Z\"}");
            }
            return listed;
        });
    }
}
