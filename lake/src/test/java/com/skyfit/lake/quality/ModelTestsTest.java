package com.skyfit.lake.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of models as checks of a run. */
class ModelTestsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private final ModelProject project = TestProject.of(
            "models/m.sql", "select id, word, parent from {{ source('raw', 'deals') }}",
            "models/m.yml", """
            models:
              - name: m
                columns:
                  - name: id
                    data_tests: [unique, not_null]
                  - name: word
                    data_tests:
                      - accepted_values: {arguments: {values: [a, b]}, config: {severity: warn}}
                  - name: parent
                    data_tests:
                      - relationships: {arguments: {to: "ref('m')", field: id}}
            """,
            "tests/few.sql", "select 1 from {{ ref('m') }} having count(*) > 5");

    @BeforeEach
    void built() throws Exception {
        database.execute("create schema raw; create table raw.deals (id int, word text, parent int);"
                + " insert into raw.deals values (1, 'a', null), (2, 'b', 1)");
        for (Model model : project.models()) {
            new ModelBuilder(database.get(), List.of()).build(model, false);
        }
    }

    private List<String> check(String runId, ModelProject checked) throws SQLException {
        database.execute("insert into ops.run (run_id, command, version, started_at) values ('" + runId
                + "', 'check', 't', now())");
        return new Checks(database.get(), checked)
                .run(runId, NOW, List.of()).results().stream()
                        .filter(result -> result.check().equals("models"))
                        .map(result ->
                                result.subject() + " | " + result.status().text() + " | " + result.observed())
                        .toList();
    }

    @Test
    void soundModelsPassEachTest() throws Exception {
        assertThat(check("20261123T060000Z", project))
                .containsExactly(
                        "m.id unique | passed | 0 rows",
                        "m.id not_null | passed | 0 rows",
                        "m.word accepted_values | passed | 0 rows",
                        "m.parent relationships | passed | 0 rows",
                        "few | passed | 0 rows");
    }

    @Test
    void eachTestFailsForItsRowsAndWarnsWhereItIsToldTo() throws Exception {
        database.execute("insert into raw.deals values (1, 'a', 9), (null, 'c', 9), (null, 'd', 1), (3, null, 2)");

        assertThat(check("20261123T060000Z", project))
                .containsExactly(
                        "m.id unique | failed | 1 row fails",
                        "m.id not_null | failed | 2 rows fail",
                        "m.word accepted_values | warned | 2 rows fail",
                        "m.parent relationships | failed | 2 rows fail",
                        "few | failed | 1 row fails");
    }

    @Test
    void whatWasAcceptedStaysAcceptedUntilSomethingElseIsFound() throws Exception {
        database.execute("insert into raw.deals values (null, 'a', null)");
        check("20261123T060000Z", project);

        assertThat(Acceptances.accept(database.get(), "models", "m.id not_null", "known", NOW))
                .contains("1 row fails");

        assertThat(check("20261123T070000Z", project)).contains("m.id not_null | accepted | 1 row fails");
        database.execute("insert into raw.deals values (null, 'a', null)");
        assertThat(check("20261123T080000Z", project)).contains("m.id not_null | failed | 2 rows fail");
    }

    @Test
    void aTestThatCannotBeRunFailsAndNoOtherCheck() throws Exception {
        ModelProject unbuilt = TestProject.of(
                "models/n.sql", "select 1 as id",
                "tests/broken.sql", "select * from {{ ref('n') }}",
                "tests/sound.sql", "select 1 where false");

        assertThat(check("20261123T060000Z", unbuilt))
                .satisfiesExactly(
                        broken -> assertThat(broken)
                                .startsWith("broken | failed | the test cannot be run: ERROR: relation"),
                        sound -> assertThat(sound).isEqualTo("sound | passed | 0 rows"));
    }

    @Test
    void whatIsLeftOutOfTheProjectFails() throws Exception {
        ModelProject broken = TestProject.of("models/n.sql", "select {{ nothing }}");

        assertThat(check("20261123T060000Z", broken))
                .singleElement()
                .asString()
                .startsWith("n | failed | models/n.sql:1: The Jinja name 'nothing' is not supported");
    }

    @Test
    void aTestMayHaveCharactersThatStandForParametersElsewhere() throws Exception {
        ModelProject odd = TestProject.of(
                "tests/odd.sql",
                "select '{\"a\": 1}'::jsonb ? 'a' as has, (array[1, 2])[1:2] where false -- a comment");

        assertThat(check("20261123T060000Z", odd)).containsExactly("odd | passed | 0 rows");
    }
}
