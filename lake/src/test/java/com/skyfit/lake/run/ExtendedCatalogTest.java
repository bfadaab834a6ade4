package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A column or an entity more is a change of the catalog and of nothing else. */
class ExtendedCatalogTest {

    private static final String GROUPS =
            "{\"groups\":[{\"id\":1,\"name\":\"N1\",\"skill\":\"cobrança\",\"updated_at\":\"2026-01-02T03:04:05Z\"}],"
                    + "\"meta\":{\"has_more\":false}}";
    private static final String MACROS =
            "{\"macros\":[{\"id\":7,\"name\":\"SkyFit\",\"active\":true,\"updated_at\":\"2026-01-02T03:04:05Z\"}],"
                    + "\"meta\":{\"has_more\":false}}";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final ScriptedSource zendesk;

    ExtendedCatalogTest() throws IOException {
        zendesk = new ScriptedSource();
    }

    @AfterEach
    void stop() {
        zendesk.close();
    }

    private void run(String entity, Catalog catalog) throws Exception {
        Selection selection = new Selection("zendesk", null, entity);
        Settings settings = new Settings(Map.of(
                "ZENDESK_BASE_URL", zendesk.url(),
                "ZENDESK_EMAIL", "dados@skyfit.example",
                "ZENDESK_API_TOKEN", "canary-secret"));
        RunReport report = Runs.run(
                Configuration.resolve(settings, catalog, home, selection, true),
                database.get(),
                selection,
                new RunOptions(EnumSet.of(Stage.EXTRACT, Stage.LOAD, Stage.TRANSFORM)));
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }

    private static Catalog shippedUnder(String yaml) {
        return CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", yaml)));
    }

    @Test
    void aColumnThatTheCatalogGainsIsFilledFromWhatWasReadBefore() throws Exception {
        zendesk.then(GROUPS).then(GROUPS);
        run("groups", CatalogReader.shipped());
        assertThat(database.rows("select _extra from core.zd_groups")).containsExactly("{\"skill\": \"cobrança\"}");

        run("groups", shippedUnder("""
                        source: zendesk
                        entities:
                          groups:
                            tables:
                              zd_groups:
                                columns:
                                  skill: {type: text, from: skill, description: What the group is good at.}
                        """));

        assertThat(database.rows("select skill, _extra from core.zd_groups")).containsExactly("cobrança|∅");
    }

    @Test
    void anEntityThatTheCatalogGainsIsReadAndHasItsTable() throws Exception {
        zendesk.then(MACROS);

        run("macros", shippedUnder("""
                        source: zendesk
                        entities:
                          macros:
                            description: Replies that agents keep ready.
                            api_generation: v2
                            key: id
                            version: [updated_at]
                            listings:
                              all:
                                path: /api/v2/macros
                                records: macros
                                paging: {kind: cursor, size_param: "page[size]", size: 100, param: "page[after]", next: meta.after_cursor, more: meta.has_more}
                                incremental: {kind: snapshot}
                            tables:
                              zd_macros:
                                description: One row for each macro.
                                key: [macro_id]
                                columns:
                                  macro_id: {type: bigint, from: id, description: Id of the macro.}
                                  name: {type: text, from: name, description: Name of the macro.}
                                  active: {type: boolean, from: active, description: Whether it is in use.}
                                  updated_at: {type: timestamptz, from: updated_at, description: When it was last changed.}
                        """));

        assertThat(zendesk.asked()).containsExactly("/api/v2/macros?page%5Bsize%5D=100");
        assertThat(database.rows("select macro_id, name, active, scope from core.zd_macros"))
                .containsExactly("7|SkyFit|t|support");
    }
}
