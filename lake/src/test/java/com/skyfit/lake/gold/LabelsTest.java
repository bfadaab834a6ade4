package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A column of the user's own that reads another field in each account, and one that shows its labels. */
class LabelsTest {

    private static final Source PIPEDRIVE = CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", """
                    source: pipedrive
                    entities:
                      deals:
                        tables:
                          pd_deals:
                            columns:
                              plan_ids: {type: jsonb, from: {comercial: [custom_fields.aa, aa], expansao: [custom_fields.bb, bb]}, description: "Plan, by its ids."}
                              plan: {type: text, label_of: plan_ids, description: Plan as people call it.}
                              months: {type: int, from: {comercial: custom_fields.cc}, description: Months of it.}
                              channel_name: {type: text, label_of: channel, description: Channel as people call it.}
                    """)))
            .source("pipedrive");

    private static final String SHOWN = "select scope, deal_id, plan, channel_name from core.pd_deals order by 1, 2";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeUnderTest fields;
    private LakeUnderTest deals;
    private int runs;

    @BeforeEach
    void lake() throws Exception {
        fields = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "deal_fields");
        deals = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "deals");
    }

    private String run() {
        runs++;
        return "202601%02dT%02d0000Z".formatted(1 + runs / 24, runs % 24);
    }

    private void define(String scope, String code, String... options) throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < options.length; i += 2) {
            written.add("{\"id\": %s, \"label\": \"%s\"}".formatted(options[i], options[i + 1]));
        }
        fields.bronze(
                        scope,
                        run(),
                        "{\"field_code\": \"%s\", \"field_name\": \"F\", \"field_type\": \"enum\", \"is_custom_field\": true, \"options\": [%s]}"
                                .formatted(code, String.join(", ", written)))
                .run();
    }

    private static String deal(int id, String fields) {
        return "{\"id\": %d, \"update_time\": \"2026-01-01T05:00:00Z\", %s}".formatted(id, fields);
    }

    private long applied() throws Exception {
        return new Labels(database.get()).apply(PIPEDRIVE);
    }

    @Test
    void eachAccountHasItsOwnFieldInBothGenerationsOfTheApi() throws Exception {
        define("comercial", "aa", "1", "Anual", "2", "Black");
        define("expansao", "bb", "1", "Master", "2", "Unidade");
        define("comercial", "channel", "7", "Feira");

        deals.bronze(
                        "comercial",
                        run(),
                        deal(1, "\"custom_fields\": {\"aa\": 1, \"bb\": 2}, \"channel\": 7"),
                        deal(2, "\"aa\": \"2\", \"bb\": \"1\""),
                        deal(3, "\"custom_fields\": {\"aa\": [2, 1, 9]}"),
                        deal(4, "\"aa\": \"1,2\""),
                        deal(5, "\"custom_fields\": {\"aa\": {\"id\": 2, \"label\": \"as it was\"}}"),
                        deal(6, "\"custom_fields\": {\"bb\": 1}, \"channel\": 8"))
                .bronze(
                        "expansao",
                        run(),
                        deal(1, "\"custom_fields\": {\"aa\": 1, \"bb\": 2}"),
                        deal(2, "\"aa\": \"2\""))
                .run();

        assertThat(database.rows(SHOWN))
                .containsExactly(
                        "comercial|1|Anual|Feira",
                        "comercial|2|Black|∅",
                        "comercial|3|Black, Anual, 9|∅",
                        "comercial|4|Anual, Black|∅",
                        "comercial|5|Black|∅",
                        "comercial|6|∅|8",
                        "expansao|1|Unidade|∅",
                        "expansao|2|∅|∅");
        assertThat(applied()).isZero();
    }

    @Test
    void whatTheColumnReadsInOneAccountStaysAmongTheOtherFieldsOfTheOthers() throws Exception {
        deals.bronze("comercial", run(), deal(1, "\"aa\": \"1\", \"bb\": \"2\""))
                .bronze("expansao", run(), deal(1, "\"aa\": \"1\", \"bb\": \"2\""))
                .run();

        assertThat(database.rows("select scope, custom_fields from core.pd_deals order by 1"))
                .containsExactly("comercial|{\"bb\": \"2\"}", "expansao|{\"aa\": \"1\"}");
    }

    @Test
    void anUnfitValueOfOneAccountIsRecordedAndLeavesLabelsAlone() throws Exception {
        define("comercial", "aa", "1", "Anual");

        deals.bronze(
                        "comercial",
                        run(),
                        deal(1, "\"custom_fields\": {\"aa\": 1, \"cc\": \"soon\"}"),
                        deal(2, "\"custom_fields\": {\"aa\": \" \", \"cc\": 12}"))
                .bronze("expansao", run(), deal(1, "\"custom_fields\": {\"cc\": 12}"))
                .run();

        assertThat(database.rows("select scope, deal_id, plan, months from core.pd_deals order by 1, 2"))
                .containsExactly("comercial|1|Anual|∅", "comercial|2|∅|12", "expansao|1|∅|∅");
        assertThat(database.rows("select column_name, received from ops.quarantine where stage = 'transform'"))
                .containsExactly("months|soon");
    }

    @Test
    void aRenamedOptionIsFollowedInTheRowsThatShowItAndNoOthers() throws Exception {
        define("comercial", "aa", "1", "Anual", "2", "Black");
        deals.bronze(
                        "comercial",
                        run(),
                        deal(1, "\"custom_fields\": {\"aa\": 1}"),
                        deal(2, "\"custom_fields\": {\"aa\": 2}"))
                .run();
        applied();
        String before = database.rows("select _updated_at from core.pd_deals where deal_id = 2")
                .get(0);

        define("comercial", "aa", "1", "Anual 2027", "2", "Black");

        assertThat(applied()).isEqualTo(1);
        assertThat(database.rows("select plan from core.pd_deals order by deal_id"))
                .containsExactly("Anual 2027", "Black");
        assertThat(database.rows("select _updated_at from core.pd_deals where deal_id = 2"))
                .containsExactly(before);
        assertThat(applied()).isZero();
    }

    @Test
    void definitionsThatComeAfterTheRecordsAreApplied() throws Exception {
        deals.bronze("comercial", run(), deal(1, "\"custom_fields\": {\"aa\": 1}"))
                .run();
        applied();
        assertThat(database.rows("select plan from core.pd_deals")).containsExactly("1");

        define("comercial", "aa", "1", "Anual");
        applied();

        assertThat(database.rows("select plan from core.pd_deals")).containsExactly("Anual");
    }

    @Test
    void withoutATableOfDefinitionsIdsAreShown() throws Exception {
        database.execute("drop table core.pd_deal_field_options cascade");

        deals.bronze("comercial", run(), deal(1, "\"custom_fields\": {\"aa\": [1, 2]}"))
                .run();

        assertThat(applied()).isZero();
        assertThat(database.rows("select plan from core.pd_deals")).containsExactly("1, 2");
    }

    @Test
    void anyOrderOfDefinitionsAndRecordsEndsInTheRowsOfARebuild() throws Exception {
        Random random = new Random(Proof.seed("labels"));
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            steps.add(random.nextInt(3) == 0 ? "define" : "deal");
        }
        Collections.shuffle(steps, random);
        for (String step : steps) {
            String scope = random.nextBoolean() ? "comercial" : "expansao";
            if (step.equals("define")) {
                define(
                        scope,
                        random.nextBoolean() ? "aa" : "bb",
                        "1",
                        "L" + random.nextInt(3),
                        "2",
                        "M" + random.nextInt(3));
            } else {
                deals.bronze(
                                scope,
                                run(),
                                "{\"id\": %d, \"update_time\": \"2026-01-%02dT05:00:00Z\", \"custom_fields\": {\"aa\": [%d, 2], \"bb\": %d}}"
                                        .formatted(
                                                1 + random.nextInt(5),
                                                1 + random.nextInt(20),
                                                1 + random.nextInt(3),
                                                1 + random.nextInt(3)))
                        .run();
            }
            if (random.nextBoolean()) {
                applied();
            }
        }
        applied();
        List<String> shown = database.rows(SHOWN);

        Transform transform = new Transform(database.get());
        transform.rebuild(PIPEDRIVE, PIPEDRIVE.entity("deal_fields"));
        Transformed rebuilt = transform.rebuild(PIPEDRIVE, PIPEDRIVE.entity("deals"));

        assertThat(rebuilt.changed() + rebuilt.inserted()).isZero();
        assertThat(applied()).isZero();
        assertThat(database.rows(SHOWN)).isEqualTo(shown).isNotEmpty();
    }
}
