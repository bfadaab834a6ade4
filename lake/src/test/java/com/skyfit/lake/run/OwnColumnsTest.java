package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Columns that a user's file adds for a field that each account keeps under a key of its own, and for its labels. */
class OwnColumnsTest {

    private static final Selection PIPEDRIVE = new Selection("pipedrive", null, null);

    /** Labels by an independent way: the account's field found by its name, its ids looked up one by one. */
    private static final String DIFFERENT = """
            select d.scope, d.deal_id, d.plan, d.interests from core.pd_deals d
            where d.plan is distinct from (
                    select coalesce((select o.label from core.pd_deal_field_options o
                        where o.scope = d.scope and o.field_code = f.field_code and o.option_id = v.id), v.id)
                    from core.pd_deal_fields f cross join lateral (select d.custom_fields ->> f.field_code as id) v
                    where f.scope = d.scope and f.field_name like 'Plano%')
                or d.interests is distinct from (
                    select string_agg(coalesce(o.label, v.id), ', ' order by v.n)
                    from core.pd_deal_fields f
                        cross join lateral jsonb_array_elements_text(d.custom_fields -> f.field_code) with ordinality v(id, n)
                        left join core.pd_deal_field_options o
                            on o.scope = d.scope and o.field_code = f.field_code and o.option_id = v.id
                    where f.scope = d.scope and f.field_name like 'Interesses%'
                        and jsonb_typeof(d.custom_fields -> f.field_code) = 'array')""";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(12, 0.01, Instant.now()));

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void run(Catalog catalog) throws Exception {
        RunReport report = Runs.run(simulator.settings(), catalog, home, database.get(), PIPEDRIVE);
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    }

    private String code(String scope, String name) throws Exception {
        return database.rows(
                        "select field_code from core.pd_deal_fields where scope = ? and field_name = ?", scope, name)
                .get(0);
    }

    /** As a user writes it into the home folder. */
    private Catalog own() throws Exception {
        Path folder = Files.createDirectories(home.resolve("catalog"));
        Files.writeString(folder.resolve("deals.yaml"), """
                source: pipedrive
                entities:
                  deals:
                    tables:
                      pd_deals:
                        columns:
                          plan_id: {type: bigint, from: {comercial: custom_fields.%s, expansao: custom_fields.%s}, description: "Plan, by its id."}
                          plan: {type: text, label_of: plan_id, description: "Plan, as people call it."}
                          interest_ids: {type: jsonb, from: {comercial: custom_fields.%s, expansao: custom_fields.%s}, description: "Interests, by their ids."}
                          interests: {type: text, label_of: interest_ids, description: "Interests, as people call them."}
                """.formatted(
                        code("comercial", "Plano"),
                        code("expansao", "Plano"),
                        code("comercial", "Interesses"),
                        code("expansao", "Interesses")));
        return CatalogReader.shippedUnder(CatalogFile.folder(folder));
    }

    @Test
    void theyAreFilledForWhatWasReadBeforeAndFollowTheOptions() throws Exception {
        run(CatalogReader.shipped());
        Catalog own = own();

        run(own);

        assertThat(database.rows(DIFFERENT)).isEmpty();
        List<String> labels = database.rows("select distinct scope, plan from core.pd_deals where plan is not null");
        assertThat(labels).hasSizeGreaterThan(4).noneMatch(label -> label.matches(".*\\|[0-9]+"));
        assertThat(database.rows("select 1 from core.pd_deals where interests like '%, %' limit 1"))
                .hasSize(1);

        simulator.change(new ChangeRequest(0, 60, 0, 0, 0, Set.of("deal_fields")));
        run(own);

        assertThat(database.rows(DIFFERENT)).isEmpty();
        assertThat(database.rows("select distinct scope, plan from core.pd_deals where plan is not null"))
                .isNotEqualTo(labels);
    }
}
