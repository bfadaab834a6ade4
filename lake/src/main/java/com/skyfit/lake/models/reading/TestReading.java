package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.rendering.Jinja;
import com.skyfit.lake.models.rendering.Rendered;
import com.skyfit.lake.models.rendering.Scope;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Understands the tests that a schema file asks of a model and its columns. */
final class TestReading {

    private static final Set<String> TESTS =
            new TreeSet<>(Set.of("accepted_values", "not_null", "relationships", "unique"));

    /** What a test may have beside its arguments, which older files have there too. */
    private static final Set<String> BESIDE = Set.of("arguments", "config", "description", "name");

    static final Set<String> CONFIG = new TreeSet<>(Set.of("meta", "severity", "tags", "where"));

    private static final List<String> SEVERITIES = List.of("error", "warn");

    private static final Template WHERE = Template.of("(select * from {relation} where {condition})");

    private final Jinja jinja;
    private final Model model;
    private final Scope scope;
    private final List<CatalogProblem> problems;

    TestReading(Jinja jinja, Model model, Scope scope, List<CatalogProblem> problems) {
        this.jinja = jinja;
        this.model = model;
        this.scope = scope;
        this.problems = problems;
    }

    /** The tests of a model, column by column. */
    List<ModelTest> tests(YamlNode properties) {
        List<ModelTest> tests = new ArrayList<>();
        asked(properties)
                .forEach(test -> problems.add(test.problem("A test of a whole model has to be a file in tests/: '"
                        + name(test) + "' belongs under one of its columns")));
        for (YamlNode column : properties.at("columns").items()) {
            asked(column).forEach(test -> add(column.at("name").text(), test, tests));
        }
        return tests;
    }

    static Stream<YamlNode> asked(YamlNode of) {
        return Stream.concat(of.at("data_tests").items().stream(), of.at("tests").items().stream());
    }

    /** A test is its name, or a mapping of its name to what it is given. */
    static String name(YamlNode test) {
        return test.value().isString() || test.members().isEmpty()
                ? test.text()
                : test.members().get(0).name();
    }

    private void add(String column, YamlNode test, List<ModelTest> tests) {
        String name = name(test);
        if (!TESTS.contains(name)) {
            problems.add(test.problem(Construct.DATA_TEST.refusal(name, TESTS)));
            return;
        }
        int before = problems.size();
        YamlNode given = test.at(name);
        YamlNode config = given.at("config");
        config.members().stream()
                .filter(member -> !CONFIG.contains(member.name()))
                .forEach(member -> problems.add(member.problem(Construct.CONFIG_KEY.refusal(member.name(), CONFIG))));
        Template sql = Template.of(Query.stored(TestReading.class, name))
                .with("subject", subject(config.at("where").text()))
                .with("column", Sql.name(column));
        Optional<Given> severity =
                Optional.of(config.at("severity")).filter(YamlNode::isPresent).map(Given::of);
        ModelTest understood = new ModelTest(
                model.name() + "." + column + " " + name, warnsOnly(severity, problems), filled(name, sql, given));
        if (problems.size() == before) {
            tests.add(understood);
        }
    }

    private String subject(String where) {
        String relation = model.relation().sql();
        return where.isEmpty()
                ? relation
                : WHERE.with("relation", relation).with("condition", where).sql();
    }

    /** Whether a test only warns, as its severity says, which may be missing; another word is a problem. */
    static boolean warnsOnly(Optional<Given> severity, List<CatalogProblem> problems) {
        String word = severity.map(given -> given.value().toString().toLowerCase(Locale.ROOT))
                .orElse("error");
        if (!SEVERITIES.contains(word)) {
            severity.ifPresent(given -> problems.add(given.problem(Construct.CONFIG_VALUE.refusal(word, SEVERITIES))));
        }
        return word.equals("warn");
    }

    private String filled(String name, Template sql, YamlNode given) {
        return switch (name) {
            case "relationships" -> {
                arguments(given, Set.of("to", "field"));
                yield sql.with("to", rendered(argument(given, "to")))
                        .with("field", Sql.name(argument(given, "field").text()))
                        .sql();
            }
            case "accepted_values" -> {
                arguments(given, Set.of("values", "quote"));
                yield sql.with("values", values(given)).sql();
            }
            default -> {
                arguments(given, Set.of());
                yield sql.sql();
            }
        };
    }

    private void arguments(YamlNode given, Set<String> known) {
        Stream.concat(given.members().stream(), given.at("arguments").members().stream())
                .filter(member -> !known.contains(member.name()) && !BESIDE.contains(member.name()))
                .forEach(member ->
                        problems.add(member.problem(Construct.PROPERTY.refusal(member.name(), new TreeSet<>(known)))));
    }

    static YamlNode argument(YamlNode given, String name) {
        YamlNode nested = given.at("arguments").at(name);
        return nested.isPresent() ? nested : given.at(name);
    }

    private String values(YamlNode given) {
        boolean quoted = !argument(given, "quote").isFalse();
        List<String> values = argument(given, "values").items().stream()
                .map(value -> value.value().asString())
                .map(value -> quoted ? Sql.literal(value) : value)
                .toList();
        if (values.isEmpty()) {
            problems.add(given.problem("accepted_values needs 'values', a list that is not empty"));
        }
        return values.stream().collect(Collectors.joining(", "));
    }

    private String rendered(YamlNode expression) {
        CatalogProblem here = expression.problem("");
        Rendered to = jinja.render(here.file(), "{{ " + expression.text() + " }}", scope);
        to.problems().forEach(problem -> problems.add(expression.problem(problem.message())));
        return to.sql();
    }
}
