package com.skyfit.lake.powerbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.skyfit.lake.powerbi.report.Content.Heading;
import com.skyfit.lake.powerbi.report.Field;
import com.skyfit.lake.powerbi.report.Page;
import com.skyfit.lake.powerbi.report.Visual;
import com.skyfit.lake.powerbi.tmdl.Column;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.ReadModel;
import com.skyfit.lake.powerbi.tmdl.Relationship;
import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.SemanticModel;
import com.skyfit.lake.powerbi.tmdl.StorageMode;
import com.skyfit.lake.powerbi.tmdl.Table;
import com.skyfit.lake.powerbi.tmdl.TmdlFiles;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The export of the shipped star, of a user's model and of custom fields with the worst of names, against all that can be asked of it without Power BI. */
class ExportTest {

    /** In the order of what may stand in an expression of DAX: texts, columns, measures. */
    private static final Pattern DAX = Pattern.compile(
            "\"(?:[^\"]|\"\")*\"|'((?:[^']|'')+)'(?:\\[((?:[^\\]]|\\]\\])+)\\])?|\\[((?:[^\\]]|\\]\\])+)\\]");

    @RegisterExtension
    private static final TestWarehouse DATABASE = new TestWarehouse();

    @TempDir
    private static Path home;

    /** Read once: what is looked at here is what was read. */
    private static @Nullable ShippedStar read;

    private ShippedStar shipped;

    @BeforeEach
    void built() throws Exception {
        if (read == null) {
            read = new ShippedStar(DATABASE, home);
        }
        shipped = read;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theFilesSayWhatTheModelIs(Language language) throws Exception {
        SemanticModel model = shipped.exported(language).model();

        assertThat(ReadModel.of(TmdlFiles.of(model))).isEqualTo(model);
        assertThat(shipped.export(language).files())
                .isEqualTo(shipped.export(language).files());
    }

    @Test
    void onlyWhatPowerBiHasNoTypeForIsLeftOut() throws Exception {
        assertThat(shipped.project.refused()).isEmpty();
        assertThat(shipped.exported(Language.EN).leftOut())
                .containsExactly(
                        "bi.own it's [it].numbers, of type integer[]: Power BI has none that holds its values",
                        "bi.own it's [it].document, of type jsonb: Power BI has none that holds its values");
    }

    @Test
    void everyMetricIsAMeasure() throws Exception {
        assertThat(shipped.exported(Language.EN).measures())
                .hasSameSizeAs(shipped.project.layer().metrics());
    }

    @Test
    void everyPageShowsAllThatItDescribes() throws Exception {
        Map<String, Long> fields = new LinkedHashMap<>();
        for (Page page : Pages.of(shipped.exported(Language.EN), Language.EN)) {
            fields.put(
                    page.id(),
                    page.visuals().stream()
                            .flatMap(visual -> visual.content().shown())
                            .count());
        }

        assertThat(fields)
                .isEqualTo(Map.of(
                        "sales", 20L,
                        "pipeline", 20L,
                        "sellers", 18L,
                        "activities", 17L,
                        "support", 18L,
                        "backlog", 17L,
                        "response", 19L,
                        "health", 14L));
    }

    @Test
    void noNameComesTwiceWhereAllHaveToDiffer() throws Exception {
        for (Language language : Language.values()) {
            SemanticModel model = shipped.exported(language).model();
            assertDistinct(model.tables().stream().map(Table::name));
            assertDistinct(model.tables().stream()
                    .flatMap(table -> table.measures().stream())
                    .map(measure -> measure.name()));
            for (Table table : model.tables()) {
                assertDistinct(Stream.concat(
                        table.columns().stream().map(Column::name),
                        table.measures().stream().map(measure -> measure.name())));
            }
            assertDistinct(Stream.of(
                            model.tables().stream().map(Table::lineage),
                            model.tables().stream()
                                    .flatMap(table -> table.columns().stream())
                                    .map(Column::lineage),
                            model.relationships().stream().map(Relationship::id))
                    .flatMap(ids -> ids)
                    .map(String::valueOf));
        }
    }

    private static void assertDistinct(Stream<String> names) {
        assertThat(names.map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
    }

    @Test
    void anIdDoesNotChangeWithTheLanguage() throws Exception {
        assertThat(ids(Language.PT)).isEqualTo(ids(Language.EN)).isNotEmpty();
    }

    private Set<String> ids(Language language) throws Exception {
        SemanticModel model = shipped.exported(language).model();
        return Stream.concat(
                        model.tables().stream().map(Table::lineage),
                        model.tables().stream()
                                .flatMap(table -> table.columns().stream())
                                .map(Column::lineage))
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    @Test
    void everyCustomFieldIsThereUnderItsNameWhateverThatIs() throws Exception {
        Table custom = shipped.exported(Language.EN).model().tables().stream()
                .filter(table -> table.name().equals("Deals: custom fields (comercial)"))
                .findFirst()
                .orElseThrow();

        assertThat(custom.columns())
                .extracting(Column::name)
                .hasSize(ShippedStar.HOSTILE.size() + 1)
                .contains("it's", "\"quoted\"", "tab here", "line break", "[x]] ]", "#(lf)", "/// description")
                .contains("Plano", "plano 2", "PLANO 3", "?", "row_deal_key", "deal_key", "👩 💻 equipe");
    }

    @Test
    void filtersTakeOneWayFromTableToTable() throws Exception {
        SemanticModel model = shipped.exported(Language.EN).model();
        Map<String, List<String>> ways = new HashMap<>();
        for (Relationship relationship : model.relationships()) {
            if (relationship.isActive() && relationship.kind() == Kind.MANY_TO_ONE) {
                ways.computeIfAbsent(relationship.to().table(), none -> new ArrayList<>())
                        .add(relationship.from().table());
            }
        }
        for (String start : ways.keySet()) {
            Set<String> seen = new HashSet<>(Set.of(start));
            List<String> next = new ArrayList<>(List.of(start));
            while (!next.isEmpty()) {
                for (String reached : ways.getOrDefault(next.remove(0), List.of())) {
                    assertThat(seen.add(reached)).as(start + " to " + reached).isTrue();
                    next.add(reached);
                }
            }
        }
        assertThat(ways).containsKeys("Calendar", "Sellers", "Agents", "Requesters", "Accounts");
    }

    @Test
    void oneDayOfEachFactFiltersAndTheOthersWaitForMeasures() throws Exception {
        Map<String, List<String>> days = new TreeMap<>();
        for (Relationship relationship : shipped.exported(Language.EN).model().relationships()) {
            if (relationship.to().table().equals("Calendar") && relationship.isActive()) {
                days.computeIfAbsent(relationship.from().table(), none -> new ArrayList<>())
                        .add(relationship.from().name());
            }
        }

        assertThat(days)
                .containsEntry("Deals", List.of("added_date_key"))
                .containsEntry("Activities", List.of("due_date_key"))
                .containsEntry("Tickets", List.of("created_date_key"));
    }

    @Test
    void whatAnExpressionNamesIsThereAndEveryQuoteIsClosed() throws Exception {
        for (Language language : Language.values()) {
            SemanticModel model = shipped.exported(language).model();
            Set<String> measures = new HashSet<>();
            Set<String> columns = new HashSet<>();
            Set<String> tables = new HashSet<>();
            model.tables().forEach(table -> {
                tables.add(table.name());
                table.measures().forEach(measure -> measures.add(measure.name()));
                table.columns().forEach(column -> columns.add(table.name() + "\n" + column.name()));
            });
            List<String> expressions = Stream.concat(
                            model.tables().stream()
                                    .flatMap(table -> table.measures().stream())
                                    .map(measure -> measure.expression()),
                            model.roles().stream()
                                    .flatMap(role -> role.filters().stream())
                                    .map(filter -> filter.expression()))
                    .toList();
            assertThat(expressions).hasSizeGreaterThan(60);
            for (String expression : expressions) {
                Matcher named = DAX.matcher(expression);
                while (named.find()) {
                    if (named.group(2) != null) {
                        assertThat(columns)
                                .as(expression)
                                .contains(named.group(1).replace("''", "'") + "\n"
                                        + named.group(2).replace("]]", "]"));
                    } else if (named.group(1) != null) {
                        assertThat(tables)
                                .as(expression)
                                .contains(named.group(1).replace("''", "'"));
                    } else if (named.group(3) != null) {
                        assertThat(measures)
                                .as(expression)
                                .contains(named.group(3).replace("]]", "]"));
                    }
                }
                String rest = DAX.matcher(expression).replaceAll("");
                assertThat(rest).as(expression).doesNotContain("'", "\"", "[", "]");
                assertThat(count(rest, '(')).as(expression).isEqualTo(count(rest, ')'));
                assertThat(count(rest, '{')).as(expression).isEqualTo(count(rest, '}'));
            }
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }

    @Test
    void everyColumnThatSortsOrIsFilteredIsThere() throws Exception {
        SemanticModel model = shipped.exported(Language.PT).model();
        int sorted = 0;
        for (Table table : model.tables()) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            for (Column column : table.columns()) {
                if (column.sortBy().isPresent()) {
                    sorted++;
                    assertThat(names).contains(column.sortBy().get());
                }
            }
        }
        assertThat(sorted).isEqualTo(4);
        assertThat(model.roles()).extracting(role -> role.name()).containsExactly("comercial", "expansao", "support");
        assertThat(model.roles())
                .allSatisfy(role -> assertThat(role.filters())
                        .extracting(filter -> filter.table())
                        .isSubsetOf(model.tables().stream().map(Table::name).toList())
                        .contains("Contas", "Pessoas", "Agentes", "Solicitantes")
                        .doesNotContain("Negócios", "Chamados", "Calendário"));
    }

    @Test
    void dimensionsAreKeptInTheModelTooAndFactsAreNot() throws Exception {
        Map<String, StorageMode> modes = shipped.exported(Language.EN).model().tables().stream()
                .collect(
                        Collectors.toMap(Table::name, table -> table.partition().mode()));

        assertThat(modes)
                .containsEntry("Calendar", StorageMode.DUAL)
                .containsEntry("Persons", StorageMode.DUAL)
                .containsEntry("Deals", StorageMode.DIRECT_QUERY)
                .containsEntry("Deals: custom fields (comercial)", StorageMode.DIRECT_QUERY)
                .containsEntry("Checks", StorageMode.DIRECT_QUERY);
    }

    @Test
    void theCalendarIsATableOfDays() throws Exception {
        List<Table> calendars = shipped.exported(Language.EN).model().tables().stream()
                .filter(Table::isCalendar)
                .toList();

        assertThat(calendars).hasSize(1);
        assertThat(calendars.get(0).columns())
                .filteredOn(Column::isKey)
                .extracting(Column::source)
                .containsExactly("date");
    }

    @Test
    void everyVisualShowsWhatTheModelHas() throws Exception {
        for (Language language : Language.values()) {
            ExportedModel exported = shipped.exported(language);
            Set<ColumnName> columns = new HashSet<>();
            Set<ColumnName> measures = new HashSet<>();
            exported.model().tables().forEach(table -> {
                table.columns().forEach(column -> columns.add(new ColumnName(table.name(), column.name())));
                table.measures().forEach(measure -> measures.add(new ColumnName(table.name(), measure.name())));
            });
            for (Page page : Pages.of(exported, language)) {
                assertThat(page.visuals()).extracting(Visual::id).doesNotHaveDuplicates();
                for (Visual visual : page.visuals()) {
                    assertThat(visual.content().shown().toList())
                            .as(page.id() + "/" + visual.id())
                            .allSatisfy(field -> assertThat(field instanceof Field.OfMeasure ? measures : columns)
                                    .contains(field.name()));
                    assertThat(visual.content() instanceof Heading)
                            .isEqualTo(visual.content().wells().isEmpty());
                }
            }
        }
    }

    @Test
    void theFilesOfTheReportLeadToEachOther() throws Exception {
        Map<String, String> files = shipped.export(Language.EN).files();
        JsonNode order = json(files, "SkyFit.Report/definition/pages/pages.json");
        List<String> pages = files.keySet().stream()
                .filter(path -> path.endsWith("/page.json"))
                .map(path -> path.split("/", -1)[3])
                .toList();

        assertThat(order.path("pageOrder").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(pages);
        assertThat(pages).contains(order.path("activePageName").asString());
        for (String page : pages) {
            assertThat(json(files, "SkyFit.Report/definition/pages/" + page + "/page.json")
                            .path("name")
                            .asString())
                    .isEqualTo(page);
        }
        String model = json(files, "SkyFit.Report/definition.pbir")
                .at("/datasetReference/byPath/path")
                .asString();
        assertThat(files)
                .containsKey(Path.of("SkyFit.Report", model, "definition.pbism")
                        .normalize()
                        .toString()
                        .replace('\\', '/'));
        assertThat(json(files, "SkyFit.pbip").at("/artifacts/0/report/path").asString())
                .isEqualTo("SkyFit.Report");
        assertThat(json(files, "SkyFit.pbids")
                        .at("/connections/0/details/address/server")
                        .asString())
                .isEqualTo("db.example.com:5432");
    }

    private static JsonNode json(Map<String, String> files, String path) {
        return JsonMapper.shared().readTree(String.valueOf(files.get(path)));
    }

    @Test
    void everyJsonFileHasTheFormThatItsSchemaDemands() throws Exception {
        FabricSchemas schemas = FabricSchemas.orSkip("ExportTest");
        int validated = 0;
        for (Map.Entry<String, String> file :
                shipped.export(Language.PT).files().entrySet()) {
            if (file.getValue().startsWith("{") && !file.getKey().endsWith(".pbids")) {
                JsonNode document = JsonMapper.shared().readTree(file.getValue());
                assertThat(schemas.problems(document)).as(file.getKey()).isEmpty();
                validated++;
            }
        }
        assertThat(validated).isGreaterThan(80);
        assertThat(
                        schemas.problems(
                                JsonMapper.shared()
                                        .readTree(
                                                "{\"$schema\": \"https://developer.microsoft.com/json-schemas/fabric/item/report/definition/page/2.0.0/schema.json\", \"name\": 1}")))
                .as("a page that is wrong")
                .isNotEmpty();
    }

    @Test
    void powerQuerysOwnParserTakesEveryPartition() throws Exception {
        Path program = Path.of("src", "test", "powerquery");
        boolean ready = Files.isDirectory(program.resolve("node_modules"));
        if (System.getenv("SKYFIT_REQUIRE_CLIENTS") != null) {
            assertThat(ready).as("npm ci in lake/src/test/powerquery").isTrue();
        }
        if (!ready) {
            System.out.println("skipped: ExportTest needs Node, and 'npm ci --prefix lake/src/test/powerquery'");
        }
        assumeTrue(ready, "needs Node, and 'npm ci' in lake/src/test/powerquery");
        List<String> expressions = new ArrayList<>(shipped.exported(Language.PT).model().tables().stream()
                .map(table -> table.partition().expression())
                .toList());
        expressions.add("let a = in");

        Process node = new ProcessBuilder("node", "parse.mjs")
                .directory(program.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(JsonMapper.shared().writeValueAsString(expressions).getBytes(StandardCharsets.UTF_8));
        }
        List<String> problems = JsonMapper.shared()
                .readTree(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(problems).hasSameSizeAs(expressions);
        assertThat(problems.subList(0, problems.size() - 1)).containsOnly("");
        assertThat(problems.get(problems.size() - 1)).isNotEmpty();
    }
}
