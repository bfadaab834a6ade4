package com.skyfit.lake.models.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.models.Materialization;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelConfig;
import com.skyfit.lake.models.ModelConfig.Index;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.models.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectReaderTest {

    @Test
    void namesOfModelsAndSourcesBecomeRelations() {
        Model model = TestProject.model(
                "won",
                "models/won.sql",
                "select * from {{ source('raw', 'deals') }} join {{ ref('people') }} using (id)",
                "models/people.sql",
                "select 1 as id");

        assertThat(model.sql()).isEqualTo("select * from \"raw\".\"deals\" join \"core\".\"people\" using (id)");
        assertThat(model.refs()).containsExactly("people");
    }

    @Test
    void modelsComeAfterThoseThatTheyRead() {
        ModelProject project = TestProject.of(
                "models/a.sql", "select * from {{ ref('c') }}",
                "models/b.sql", "select * from {{ ref('a') }}",
                "models/c.sql", "select 1 as id");

        assertThat(project.models()).extracting(Model::name).containsExactly("c", "a", "b");
    }

    @Test
    void whatOnlyTheIncrementalQueryReadsIsReadToo() {
        Model model = TestProject.model("sums", "models/sums.sql", """
                {{ config(materialized='incremental') }}
                select 1 as id {% if is_incremental() %} from {{ ref('newest') }} where id > (select max(id) from {{ this }}) {% endif %}""", "models/newest.sql", "select 1 as id");

        assertThat(model.refs()).containsExactly("newest");
        assertThat(model.sql()).isEqualTo("select 1 as id");
        assertThat(model.incrementalSql())
                .isEqualTo(
                        "select 1 as id  from \"core\".\"newest\" where id > (select max(id) from \"core\".\"sums\")");
    }

    @Test
    void aModelSaysHowItIsBuiltOverItsDescriptionOverItsFolders() {
        String[] files = {
            "dbt_project.yml",
            """
            name: own
            profile: own
            models:
              +schema: outer
              own:
                marts:
                  +materialized: table
                  +schema: marts
            """,
            "models/marts/plain.sql",
            "select 1 as id",
            "models/marts/described.sql",
            "select 1 as id",
            "models/marts/own.sql",
            "{{ config(materialized='incremental', unique_key=['id', 'scope'], schema='own', indexes=[{'columns': ['id'], 'unique': true}]) }}\n"
                    + "select 1 as id",
            "models/other.sql",
            "select 1 as id",
            "models/marts/marts.yml",
            """
            models:
              - name: described
                config: {materialized: materialized_view}
              - name: own
                config: {materialized: view, incremental_strategy: merge}
            """
        };

        assertThat(TestProject.model("plain", files).config()).isEqualTo(config(Materialization.TABLE, "marts"));
        assertThat(TestProject.model("described", files).config())
                .isEqualTo(config(Materialization.MATERIALIZED_VIEW, "marts"));
        assertThat(TestProject.model("other", files).config()).isEqualTo(config(Materialization.VIEW, "outer"));
        assertThat(TestProject.model("own", files).config())
                .isEqualTo(new ModelConfig(
                        Materialization.INCREMENTAL,
                        "own",
                        List.of("id", "scope"),
                        Strategy.MERGE,
                        List.of(new Index(List.of("id"), true, "btree"))));
    }

    private static ModelConfig config(Materialization materialization, String schema) {
        return new ModelConfig(materialization, schema, List.of(), Strategy.APPEND, List.of());
    }

    @Test
    void variablesComeFromTheProjectOrTheirDefault() {
        String settings = "name: own\nprofile: own\nvars: {days: 7, own: {days: 30}}\n";

        assertThat(TestProject.model(
                                "v",
                                "dbt_project.yml",
                                settings,
                                "models/v.sql",
                                "select {{ var('days') }} as d, {{ var('weeks', 2) }} as w")
                        .sql())
                .isEqualTo("select 30 as d, 2 as w");
        assertThat(TestProject.refused("models/v.sql", "select 1,\n{{ var('unset') }}"))
                .containsExactly(
                        "models/v.sql:2: Variable 'unset' has no value: give it one in 'vars' of dbt_project.yml, or a default here");
    }

    @Test
    void loopsConditionsAndFiltersMeanWhatTheyMeanInJinja() {
        String text = """
                {% set words = ['won', 'lost'] %}
                select {% for word in words %}'{{ word | upper }}' as {{ word }}{% if not loop.last %}, {% endif %}{% endfor %}
                {# a comment #}
                {% if words | length == 2 %}, {{ loop.index if false else words | join('+') | replace('won', '1') | lower }}{% endif %}""";

        assertThat(TestProject.single("j", text).sql().replaceAll("\\s+", " "))
                .isEqualTo("select 'WON' as won, 'LOST' as lost , 1+lost");
    }

    @Test
    void aUsersFilesAreLaidOverTheShippedOnes() {
        Map<String, CatalogFile> shipped = TestProject.files(
                "models/core/funnel.sql", "select 1 as shipped",
                "models/core/kept.sql", "select 1 as kept",
                "dbt_project.yml",
                        "name: own\nprofile: own\nvars: {a: 1, b: 1}\nmodels: {own: {core: {+schema: core}}}\n");
        Map<String, CatalogFile> own = TestProject.files(
                "models/core/funnel.sql", "select 2 as own",
                "models/mine.sql", "select {{ var('a') }}, {{ var('b') }} from {{ ref('kept') }}",
                "dbt_project.yml", "vars: {b: 2}\nmodels: {own: {core: {+tags: [x]}}}\n");

        ModelProject project = ProjectReader.read(shipped, own, relation -> true);

        assertThat(project.refused()).isEmpty();
        assertThat(project.model("funnel").orElseThrow().sql()).isEqualTo("select 2 as own");
        assertThat(project.model("mine").orElseThrow().sql()).isEqualTo("select 1, 2 from \"core\".\"kept\"");
    }

    @Test
    void aUserMaySwitchAShippedModelOff() {
        ModelProject project = ProjectReader.read(
                TestProject.files("models/core/funnel.sql", "select 1 as shipped"),
                Map.of(
                        "dbt_project.yml",
                        new CatalogFile("own/dbt_project.yml", "models: {own: {core: {funnel: {+enabled: false}}}}\n")),
                relation -> true);

        assertThat(project.models()).isEmpty();
        assertThat(project.refused()).isEmpty();
    }

    @Test
    void aCircleIsRefusedWithTheWayRoundAndNothingElse() {
        ModelProject project = TestProject.of(
                "models/a.sql", "select * from {{ ref('b') }}",
                "models/b.sql", "select * from {{ ref('c') }}",
                "models/c.sql", "select * from {{ ref('a') }}",
                "models/reader.sql", "select * from {{ ref('a') }}",
                "models/sound.sql", "select 1 as id");

        assertThat(project.models()).extracting(Model::name).containsExactlyInAnyOrder("reader", "sound");
        assertThat(project.refused()).extracting(Refused::name).containsExactly("a", "b", "c");
        assertThat(project.refused().get(0).toString())
                .isEqualTo("models/a.sql:1: Models read each other in a circle: a reads b reads c reads a");
    }

    @Test
    void aModelOrSourceThatThereIsNotIsNamedWithItsPlace() {
        assertThat(TestProject.refused(
                        "models/m.sql",
                        "select *\nfrom {{ ref('nowhere') }}\njoin {{ source('raw', 'nothing') }} using (id)"))
                .containsExactly(
                        "models/m.sql:2: There is no model 'nowhere'",
                        "models/m.sql:3: No schema file describes source 'raw' with a table 'nothing'");
    }

    @Test
    void aMistakeInAModelLeavesTheOthersAsTheyAre() {
        ModelProject project = TestProject.of(
                "models/broken.sql", "select {{ run_query('select 1') }}", "models/sound.sql", "select 1 as id");

        assertThat(project.models()).extracting(Model::name).containsExactly("sound");
        assertThat(project.refused()).extracting(Refused::name).containsExactly("broken");
    }

    @Test
    void aDescriptionOfNoModelIsAMistake() {
        assertThat(TestProject.refused("models/m.yml", "models:\n  - name: gone\n"))
                .containsExactly("models/m.yml:2: There is no model 'gone' that this could describe");
    }

    @Test
    void anExposureOfNoModelIsAMistake() {
        assertThat(TestProject.refused("models/m.yml", """
                        exposures:
                          - name: report
                            type: dashboard
                            depends_on:
                              - ref('gone')
                        """))
                .containsExactly("models/m.yml:5: There is no model 'gone'");
    }

    @Test
    void eachTestOfAColumnBecomesAQueryForItsFailures() {
        ModelProject project = TestProject.of(
                "models/m.sql", "select 1 as id, 'a' as word",
                "models/m.yml", """
                models:
                  - name: m
                    columns:
                      - name: id
                        data_tests:
                          - unique
                          - relationships:
                              arguments: {to: "source('raw', 'users')", field: user_id}
                              config: {severity: warn}
                      - name: word
                        tests:
                          - accepted_values: {values: [a, "it's"]}
                          - not_null:
                              config: {where: "id > 0"}
                """,
                "tests/none_is_odd.sql", "{{ config(severity='warn') }} select * from {{ ref('m') }} where id % 2 = 1");

        assertThat(project.refused()).isEmpty();
        assertThat(project.tests())
                .extracting(ModelTest::subject)
                .containsExactly(
                        "m.id unique",
                        "m.id relationships",
                        "m.word accepted_values",
                        "m.word not_null",
                        "none_is_odd");
        assertThat(project.tests()).extracting(ModelTest::warnsOnly).containsExactly(false, true, false, false, true);
        assertThat(project.tests().get(1).sql()).contains("from \"raw\".\"users\" as parent where parent.\"user_id\"");
        assertThat(project.tests().get(2).sql()).contains("not in ('a', 'it''s')");
        assertThat(project.tests().get(3).sql()).contains("(select * from \"core\".\"m\" where id > 0)");
    }

    @Test
    void withSettingsThatCannotBeReadNothingIsBuilt() {
        ModelProject project = ProjectReader.read(
                TestProject.files("models/core/funnel.sql", "select 1 as shipped"),
                Map.of("dbt_project.yml", new CatalogFile("own/dbt_project.yml", "vars: {a: 1\n  : [bad")),
                relation -> true);

        assertThat(project.models()).isEmpty();
        assertThat(project.refused()).isNotEmpty();
    }

    @Test
    void anExpressionThatBeginsWithMinusIsRefusedAndOneInParenthesesIsNot() {
        assertThat(TestProject.refused("models/m.sql", "select 1,\n{{ -7 }} as n"))
                .anyMatch(problem -> problem.contains(":2") && problem.contains("cannot begin with '-'"));
        assertThat(TestProject.single("m", "select {{ (-7) }} as n").sql()).isEqualTo("select -7 as n");
    }

    @Test
    void aLongRangeIsAsLongAsItSays() {
        assertThat(TestProject.single(
                                "m",
                                "select {% for i in range(5000) %}{% if loop.last %}{{ i }}{% endif %}{% endfor %} as n")
                        .sql())
                .isEqualTo("select 4999 as n");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThat(TestProject.refused("models/m.sql", "select 'a\uFFFD' as n"))
                .anyMatch(problem -> problem.contains("not UTF-8"));
    }
}
