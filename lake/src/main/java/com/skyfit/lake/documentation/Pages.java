package com.skyfit.lake.documentation;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.documentation.Node.Kind;
import com.skyfit.lake.documentation.Page.ColumnText;
import com.skyfit.lake.documentation.Page.Link;
import com.skyfit.lake.gold.schema.SystemColumns;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of a site, from catalog and models. */
final class Pages {

    private final Catalog catalog;
    private final ModelProject project;
    private final Examples examples;
    private final Lineage lineage;

    Pages(Catalog catalog, ModelProject project, Examples examples) {
        this.catalog = catalog;
        this.project = project;
        this.examples = examples;
        this.lineage = Lineage.of(catalog, project);
    }

    /** All of them, the first page first. */
    List<Page> all() {
        List<Page> pages = new ArrayList<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                entity.tables().forEach(table -> pages.add(page(source, entity, table)));
            }
        }
        project.models().forEach(model -> pages.add(page(model)));
        project.layer().metrics().forEach(metric -> pages.add(page(metric)));
        pages.add(0, first(pages));
        return pages;
    }

    private static Page first(List<Page> pages) {
        Map<String, List<Link>> lists = new LinkedHashMap<>();
        for (String heading : List.of("Metrics", "Models", "Tables of gold")) {
            lists.put(heading, new ArrayList<>());
        }
        for (Page page : pages) {
            String heading = page.kind().equals(Kind.METRIC.word())
                    ? "Metrics"
                    : page.kind().equals(Kind.MODEL.word()) ? "Models" : "Tables of gold";
            lists.getOrDefault(heading, new ArrayList<>()).add(new Link(page.path(), page.title(), page.description()));
        }
        lists.values().removeIf(List::isEmpty);
        return new Page(
                "index.html",
                "SkyFit Data Lake",
                "",
                "What every table, column and metric means, and where its values come from.",
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                lists);
    }

    private Page page(Source source, Entity entity, Table table) {
        Node node = new Node(Kind.TABLE, table.name());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Source", source.name() + ", " + entity.name() + ": " + entity.description());
        facts.put("Key", String.join(", ", table.key()) + ", scope");
        facts.put(
                "Requests",
                entity.listings().stream().map(Listing::path).distinct().collect(Collectors.joining(", ")));
        facts.put("Rows", table.isChild() ? "one for each element of " + table.rows() : "one for each record");
        facts.put("Lines as received", SilverTable.of(source, entity).view());
        facts.put("Left out", String.join(", ", table.ignored()));
        String relation = GoldTable.of(table).toString();
        List<ColumnText> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(new ColumnText(
                    column.name(),
                    PostgresTypes.shown(column.type()),
                    column.description(),
                    from(column),
                    column.personal(),
                    column.references().isEmpty() ? List.of() : List.of("a key of " + column.references()),
                    examples.of(relation, column.name())));
        }
        SystemColumns.of(table)
                .forEach(column -> columns.add(new ColumnText(
                        column.name(),
                        column.definition(),
                        column.description(),
                        "the program",
                        false,
                        List.of(),
                        List.of())));
        return new Page(
                node.page(),
                relation,
                Kind.TABLE.word(),
                table.description(),
                facts,
                columns,
                List.of(),
                "",
                drawing(node),
                next(node));
    }

    private static String from(Column column) {
        Column.Content content = column.content();
        if (content.isRest()) {
            return "every field that no other column reads"
                    + (content.unwrapped().isEmpty() ? "" : ", those of " + content.unwrapped() + " among them");
        }
        if (content instanceof Column.Content.LabelOf label) {
            return "the labels of " + label.column();
        }
        if (content instanceof Column.Content.ByScope byScope) {
            return byScope.scopes().entrySet().stream()
                    .map(scope -> scope.getKey() + ": " + alternatives(scope.getValue()))
                    .collect(Collectors.joining("; "));
        }
        return content.paths().isEmpty() ? "no API offers it" : alternatives(content);
    }

    private static String alternatives(Column.Content content) {
        return content.paths().stream().map(ValuePath::text).collect(Collectors.joining(", else "));
    }

    private Page page(Model model) {
        Node node = new Node(Kind.MODEL, model.name());
        String relation = model.relation().toString();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Built as", model.config().materialization().text());
        facts.put("File", model.file());
        Map<String, List<String>> tests = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (ModelTest test : project.tests()) {
            String[] subject = test.subject().split(" ", 2);
            if (subject.length == 2 && subject[0].startsWith(model.name() + ".")) {
                tests.computeIfAbsent(subject[0].substring(model.name().length() + 1), any -> new ArrayList<>())
                        .add(subject[1]);
            } else if (subject.length == 1
                    && test.sql().contains(model.relation().sql())) {
                others.add(test.subject());
            }
        }
        List<ColumnText> columns = new ArrayList<>();
        model.columns()
                .forEach((name, meaning) -> columns.add(new ColumnText(
                        name,
                        "",
                        meaning,
                        "",
                        model.personal().contains(name),
                        tests.getOrDefault(name, List.of()),
                        examples.of(relation, name))));
        return new Page(
                node.page(),
                relation,
                Kind.MODEL.word(),
                model.description(),
                facts,
                columns,
                others,
                model.sql(),
                drawing(node),
                next(node));
    }

    private Page page(Metric metric) {
        Node node = new Node(Kind.METRIC, metric.name());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Title in Portuguese", metric.meaning().labelPt());
        facts.put("Unit", metric.meaning().unit().name().toLowerCase(Locale.ROOT));
        facts.put("Differs from the vendor's screen", metric.meaning().differs());
        facts.put("Value", "skyfit metrics value " + metric.name());
        return new Page(
                node.page(),
                metric.meaning().label(),
                Kind.METRIC.word(),
                metric.meaning().description(),
                facts,
                List.of(),
                List.of(),
                "",
                drawing(node),
                Map.of());
    }

    private String drawing(Node node) {
        return new LineageDrawing(lineage.around(node), node, Page.root(node.page())).svg();
    }

    private Map<String, List<Link>> next(Node node) {
        List<Link> links = lineage.outOf(node).stream()
                .map(to -> new Link(to.page(), to.name(), to.kind().word()))
                .toList();
        return links.isEmpty() ? Map.of() : Map.of("Read by", links);
    }
}
