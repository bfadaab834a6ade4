package com.skyfit.lake.models.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.Construct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What dbt has and this program has not is refused by name, with its place: nothing is passed over. */
class ConstructsTest {

    /** A file that has such a thing, and the place and name under which it is refused. */
    private record Example(String path, String text, int line, String name) {}

    private static Example example(Construct construct) {
        return switch (construct) {
            case MACRO ->
                new Example("macros/cents.sql", "{% macro cents(c) %}{{ c }}{% endmacro %}", 1, "macros/cents.sql");
            case HOOK -> model("{{ config(\n  post_hook='vacuum') }}select 1", 2, "post_hook");
            case SNAPSHOT -> new Example("snapshots/old.sql", "select 1", 1, "snapshots/old.sql");
            case SEED -> new Example("seeds/states.csv", "id,name", 1, "seeds/states.csv");
            case PACKAGE -> new Example("packages.yml", "packages: []", 1, "packages.yml");
            case ANALYSIS -> new Example("analyses/look.sql", "select 1", 1, "analyses/look.sql");
            case PYTHON_MODEL -> new Example("models/m.py", "def model(dbt, session): pass", 1, "models/m.py");
            case FILE -> new Example("elsewhere/m.sql", "select 1", 1, "elsewhere/m.sql");
            case PROJECT_KEY ->
                new Example("dbt_project.yml", "name: own\nprofile: own\nquoting: {schema: true}\n", 3, "quoting");
            case PROPERTY ->
                new Example("models/m.yml", "models:\n  - name: m\n    constraints: []\n", 3, "constraints");
            case CONFIG_KEY -> model("\n{{ config(contract={'enforced': true}) }} select 1", 2, "contract");
            case CONFIG_VALUE -> model("{{ config(materialized='ephemeral') }} select 1", 1, "ephemeral");
            case DATA_TEST ->
                new Example(
                        "models/m.yml",
                        "models:\n  - name: m\n    columns:\n      - name: id\n        data_tests: [dbt_utils.at_least_one]\n",
                        5,
                        "dbt_utils.at_least_one");
            case ENTITY_TYPE -> metric("{name: other, type: natural, expr: id}", 6, "natural");
            case DIMENSION_TYPE -> metric("{name: kind, type: number, expr: id}", 8, "number");
            case TIME_GRANULARITY ->
                metric("{name: kind, type: time, expr: id, type_params: {time_granularity: hour}}", 8, "hour");
            case AGGREGATION ->
                metric("{name: count, agg: percentile, expr: id, agg_time_dimension: day}", 9, "percentile");
            case METRIC_TYPE -> metric("{name: counted, label: Counted, type: cumulative}", 11, "cumulative");
            case METRIC_FILTER ->
                metric(
                        "{name: counted, label: Counted, type: simple, type_params: {measure: count}, filter: a or b}",
                        11,
                        "a or b");
            case METRIC_EXPRESSION ->
                metric(
                        "{name: counted, label: Counted, type: derived, type_params: {expr: 1 ^ 2, metrics: []}}",
                        11,
                        "1 ^ 2");
            case UNIT ->
                metric(
                        "{name: counted, label: Counted, type: simple, type_params: {measure: count}, config: {meta: {unit: kg}}}",
                        11,
                        "kg");
            case JINJA_TAG -> model("select 1\n{% do 1 %}", 2, "do");
            case JINJA_FUNCTION -> model("select 1,\n\n{{ env_var('HOME') }}", 3, "env_var");
            case JINJA_FILTER -> model("select\n{{ 'a' | tojson }}", 2, "tojson");
            case JINJA_NAME -> model("select\n{{ invocation_id }}", 2, "invocation_id");
        };
    }

    private static Example model(String text, int line, String name) {
        return new Example("models/m.sql", text, line, name);
    }

    /** A semantic model and a metric, in whose lines this one takes the place of the right one. */
    private static Example metric(String wrong, int line, String name) {
        List<String> lines = new ArrayList<>(List.of(
                "models: [{name: m, columns: [{name: id}, {name: day}]}]",
                "semantic_models:",
                "  - name: rows",
                "    model: ref('m')",
                "    entities: [{name: id, type: primary},",
                "      {name: other, type: foreign, expr: id}]",
                "    dimensions: [{name: day, type: time, type_params: {time_granularity: day}},",
                "      {name: kind, type: categorical, expr: id}]",
                "    measures: [{name: count, agg: count, expr: 1, agg_time_dimension: day}]",
                "metrics:",
                "  - {name: counted, label: Counted, type: simple, type_params: {measure: count}}"));
        lines.set(line - 1, lines.get(line - 1).replaceFirst("\\{.*}", Matcher.quoteReplacement(wrong)));
        return new Example("models/m.yml", String.join("\n", lines), line, name);
    }

    @ParameterizedTest
    @EnumSource(Construct.class)
    void whatIsNotSupportedIsRefusedByNameAndPlace(Construct construct) {
        Example example = example(construct);

        List<String> refused = refused(example.path(), example.text());

        assertThat(refused)
                .containsExactly(example.path() + ":" + example.line() + ": "
                        + refused.get(0).replaceFirst("^[^ ]+ ", ""));
        assertThat(refused.get(0)).contains(construct.refusal(example.name()));
    }

    private static List<String> refused(String path, String text) {
        return path.equals("models/m.sql")
                ? TestProject.refused(path, text)
                : TestProject.refused("models/m.sql", "select 1 as id", path, text);
    }

    @Test
    void namesThatDbtHasForTheseThingsLeadToThem() {
        Map<String, Construct> examples = Map.of(
                "{% macro a() %}1{% endmacro %}select 1", Construct.MACRO,
                "{% test a(model) %}select 1{% endtest %}", Construct.MACRO,
                "{% snapshot a %}select 1{% endsnapshot %}", Construct.SNAPSHOT,
                "{% include 'x' %}select 1", Construct.JINJA_TAG,
                "select {{ dbt_utils.star(1) }}", Construct.JINJA_FUNCTION,
                "select {{ 'a'.upper() }}", Construct.JINJA_FUNCTION,
                "select {{ adapter.quote('a') }}", Construct.JINJA_FUNCTION,
                "select {{ config.get('a') }}", Construct.JINJA_FUNCTION,
                "select {{ this.database }}", Construct.JINJA_NAME);

        examples.forEach((text, construct) -> assertThat(TestProject.refused("models/m.sql", text))
                .as(text)
                .first()
                .asString()
                .contains(construct.refusal("").replaceFirst("''.*", "")));
    }

    @Test
    void hooksOfTheProjectAndFoldersOfOtherThingsAreNamed() {
        assertThat(TestProject.refused(
                        "dbt_project.yml",
                        "name: own\nprofile: own\non-run-end: x\nseed-paths: [a]\nmodel-paths: [marts]\n"))
                .satisfiesExactly(
                        hook -> assertThat(hook)
                                .startsWith("dbt_project.yml:3: " + Construct.HOOK.refusal("on-run-end")),
                        seeds -> assertThat(seeds)
                                .startsWith("dbt_project.yml:4: " + Construct.SEED.refusal("seed-paths")),
                        paths -> assertThat(paths)
                                .isEqualTo("dbt_project.yml:5: Expected [\"models\"]: no other folder is read"));
    }

    @Test
    void aTestWithAnotherSeverityOrKeyIsRefused() {
        assertThat(TestProject.refused("tests/t.sql", "{{ config(severity='fatal',\nlimit=5) }} select 1 where false"))
                .containsExactly(
                        "tests/t.sql:2: The config key 'limit' is not supported. Supported: meta, severity, tags, where",
                        "tests/t.sql:1: The config value 'fatal' is not supported. Supported: error, warn");
    }
}
