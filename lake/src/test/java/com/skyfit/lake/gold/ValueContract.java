package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.ValuePage.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What values mean, for every engine that makes gold: each example of {@code docs/value-semantics.md} is what it says. An engine makes the
 * tables of an entity from observations; this says which entities and observations, and what must come of them.
 */
interface ValueContract {

    /**
     * Makes the tables of an entity, and says what it made.
     *
     * @param observations in the order of their lines within a part
     */
    Gold make(Source source, Entity entity, List<Observation> observations) throws Exception;

    /**
     * A payload as it was read.
     *
     * @param run from 1
     * @param part of the run, from 1
     * @param payload a JSON object with the record's {@code id}
     */
    record Observation(int run, int part, String payload) {}

    /**
     * What an engine made.
     *
     * @param rows of each table by its name: the values of a row by their columns, as texts; moments as ISO-8601 in UTC
     * @param refused values that did not fit
     * @param unknown fields that the catalog does not know, each with the JSON type of its value
     */
    record Gold(
            Map<String, List<Map<String, @Nullable String>>> rows, List<Refused> refused, Map<String, String> unknown) {

        /** The rows of a table. */
        List<Map<String, @Nullable String>> rows(String table) {
            return rows.getOrDefault(table, List.of());
        }

        /** The row of the record, in the entity's own table. */
        Map<String, @Nullable String> row(String table, int id) {
            return rows(table).stream()
                    .filter(row -> String.valueOf(id).equals(row.get("id")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No row of " + table + " has the id " + id));
        }
    }

    /**
     * A value that did not fit its column.
     *
     * @param key of the record, as text
     * @param column its name
     * @param received what the payload has there
     * @param reason why it did not
     */
    record Refused(String key, String column, String received, String reason) {}

    @Test
    default void everyExampleOfAColumnHasItsValue() throws Exception {
        List<Example> examples = ValuePage.examples("column", "payload", "value", "recorded");
        Map<List<String>, String> columns = new LinkedHashMap<>();
        List<Observation> observations = new ArrayList<>();
        for (Example example : examples) {
            columns.putIfAbsent(example.code(0), "c" + columns.size());
            observations.add(new Observation(
                    1, 1, withId(observations.size() + 1, example.code(1).get(0))));
        }
        Source source = source("""
                          shop_values:
                            description: A row for each example.
                            key: [id]
                            columns:
                              id: {type: bigint, from: id, description: Number of the example.}
                        %s""".formatted(
                        columns.entrySet().stream().map(ValueContract::column).collect(Collectors.joining())));

        Gold gold = make(source, source.entity("things"), observations);

        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String column = Objects.requireNonNull(columns.get(example.code(0)));
            String type = example.code(0).get(0);
            String key = String.valueOf(i + 1);
            String value = gold.row("shop_values", i + 1).get(column);
            String refused = gold.refused().stream()
                    .filter(it -> it.key().equals(key) && it.column().equals(column))
                    .map(it -> it.received() + ", " + it.reason())
                    .collect(Collectors.joining("; "));
            String recorded = example.text(3);
            String why = example.cells().get(3).endsWith(", rounded") ? "rounded to " : "not a ";
            expected.add(shown(
                    example, comparable(type, example.text(2)), recorded == null ? "" : recorded + ", " + why + type));
            found.add(shown(example, comparable(type, value), refused));
        }
        assertThat(found).containsExactlyElementsOf(expected);
    }

    @Test
    default void ofSeveralObservationsThatOfThePageIsShown() throws Exception {
        List<Example> examples = ValuePage.examples("observations", "value", "deleted");

        Gold gold = observed(examples);

        assertThat(numbered(examples, id -> {
                    Map<String, @Nullable String> row = gold.row("shop_winners", id);
                    return row.get("v") + " " + ("true".equals(row.get("is_deleted")) ? "yes" : "no");
                }))
                .containsExactlyElementsOf(numbered(
                        examples,
                        id -> examples.get(id - 1).text(1) + " "
                                + examples.get(id - 1).cells().get(2)));
        assertThat(gold.refused()).isEmpty();
    }

    @Test
    default void aRowHasTheVersionOfItsObservation() throws Exception {
        List<Example> examples = ValuePage.examples("observations", "version");

        Gold gold = observed(examples);

        assertThat(numbered(examples, id -> gold.row("shop_winners", id).get("_source_version")))
                .containsExactlyElementsOf(
                        numbered(examples, id -> examples.get(id - 1).text(1)));
    }

    @Test
    default void aDeletedRowSaysSinceWhen() throws Exception {
        List<Example> examples = ValuePage.examples("observations", "deleted at");

        Gold gold = observed(examples);

        assertThat(numbered(examples, id -> gold.row("shop_winners", id).get("_deleted_at")))
                .containsExactlyElementsOf(
                        numbered(examples, id -> examples.get(id - 1).text(1)));
    }

    private Gold observed(List<Example> examples) throws Exception {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            for (String written : examples.get(i).code(0)) {
                String[] place = written.substring(0, written.indexOf(' ')).split("\\.", -1);
                observations.add(new Observation(
                        Integer.parseInt(place[0]),
                        place.length > 1 ? Integer.parseInt(place[1]) : 1,
                        withId(i + 1, written.substring(written.indexOf(' ') + 1))));
            }
        }
        Source source = source("""
                          shop_winners:
                            description: A row for each example.
                            key: [id]
                            columns:
                              id: {type: bigint, from: id, description: Number of the example.}
                              v: {type: text, from: v, description: Which observation is shown.}
                        """);
        return make(source, source.entity("things"), observations);
    }

    @Test
    default void unknownFieldsAreInTheRestAndNoted() throws Exception {
        List<Example> examples = ValuePage.examples("payload", "rest", "noted");
        Source source = source("""
                          shop_rests:
                            description: A row for each example.
                            key: [id]
                            ignored: [url]
                            columns:
                              id: {type: bigint, from: id, description: Number of the example.}
                              v: {type: text, from: a, description: A known field.}
                              rest: {type: jsonb, rest: more, description: All the others.}
                        """);

        Gold gold = make(source, source.entity("things"), payloads(examples));

        assertThat(numbered(
                        examples,
                        id -> comparable("jsonb", gold.row("shop_rests", id).get("rest"))))
                .containsExactlyElementsOf(numbered(
                        examples, id -> comparable("jsonb", examples.get(id - 1).text(1))));
        assertThat(gold.unknown().entrySet().stream().map(field -> field.getKey() + " " + field.getValue()))
                .containsExactlyInAnyOrderElementsOf(examples.stream()
                        .flatMap(example -> example.code(2).stream())
                        .toList());
    }

    @Test
    default void aListGivesTheRowsOfThePage() throws Exception {
        List<Example> examples = ValuePage.examples("payload", "rows");
        Source source = source("""
                          shop_things:
                            description: A row for each example.
                            key: [id]
                            columns:
                              id: {type: bigint, from: id, description: Number of the example.}
                          shop_tags:
                            description: A row for each tag.
                            rows: tags
                            key: [id, tag]
                            columns:
                              id: {type: bigint, from: "^id", description: Number of the example.}
                              tag: {type: text, from: ".", description: A tag of the example.}
                        """);

        Gold gold = make(source, source.entity("things"), payloads(examples));

        Map<String, List<String>> tags = new TreeMap<>();
        gold.rows("shop_tags")
                .forEach(row -> tags.computeIfAbsent(String.valueOf(row.get("id")), id -> new ArrayList<>())
                        .add(String.valueOf(row.get("tag"))));
        assertThat(numbered(
                        examples,
                        id -> tags.getOrDefault(String.valueOf(id), List.of()).stream()
                                .sorted()
                                .toList()))
                .containsExactlyElementsOf(
                        numbered(examples, id -> examples.get(id - 1).code(1)));
    }

    @Test
    default void everyTableOfThePageIsRead() {
        assertThat(Stream.of(
                                ValuePage.examples("column", "payload", "value", "recorded"),
                                ValuePage.examples("observations", "value", "deleted"),
                                ValuePage.examples("observations", "version"),
                                ValuePage.examples("observations", "deleted at"),
                                ValuePage.examples("payload", "rest", "noted"),
                                ValuePage.examples("payload", "rows"))
                        .mapToLong(List::size)
                        .sum())
                .isEqualTo(ValuePage.size());
    }

    private static Source source(String tables) {
        return CatalogReader.read(List.of(new CatalogFile("shop.yaml", """
                        source: shop
                        description: A source of examples.
                        scopes: {setting: SHOP_SCOPES, default: [north]}
                        base_url: https://shop.example
                        auth: [{header: x-token, secret: SHOP_TOKEN}]
                        entities:
                          things:
                            description: Records of examples.
                            api_generation: v1
                            key: id
                            version: [t, t_old]
                            deleted: [d, status=deleted]
                            listings:
                              all:
                                path: /things
                                records: things
                                paging: {kind: single}
                                incremental: {kind: snapshot}
                            tables:
                        """ + tables.indent(6))))
                .source("shop");
    }

    private static String column(Map.Entry<List<String>, String> column) {
        String paths =
                column.getKey().stream().skip(1).map(path -> '"' + path + '"').collect(Collectors.joining(", "));
        return "      %s: {type: \"%s\", from: [%s], description: A value of an example.}%n"
                .formatted(column.getValue(), column.getKey().get(0), paths);
    }

    private static List<Observation> payloads(List<Example> examples) {
        List<Observation> observations = new ArrayList<>();
        for (Example example : examples) {
            observations.add(new Observation(
                    1, 1, withId(observations.size() + 1, example.code(0).get(0))));
        }
        return observations;
    }

    /** The payload as it is written, numbers and all, with the record's id before it. */
    private static String withId(int id, String payload) {
        String members = payload.strip().substring(1);
        return "{\"id\": " + id + (members.startsWith("}") ? "" : ", ") + members;
    }

    private static List<String> numbered(List<Example> examples, IntFunction<@Nullable Object> answer) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            answers.add(examples.get(i).rule() + ": " + examples.get(i).cells().get(0) + " -> " + answer.apply(i + 1));
        }
        return answers;
    }

    private static String shown(Example example, @Nullable String value, String recorded) {
        return example.rule() + ": " + example.cells().get(0) + ", "
                + example.cells().get(1) + " -> " + (value == null ? "null" : "[" + value + "]")
                + (recorded.isEmpty() ? "" : " (" + recorded + ")");
    }

    /** JSON values are compared as such, however they are written. */
    private static @Nullable String comparable(String type, @Nullable String value) {
        return value == null || !type.equals("jsonb")
                ? value
                : sorted(JsonMapper.shared().readTree(value));
    }

    private static String sorted(JsonNode json) {
        if (json instanceof ObjectNode object) {
            Map<String, String> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members.toString();
        }
        return json.toString();
    }
}
