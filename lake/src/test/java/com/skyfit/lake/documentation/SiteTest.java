package com.skyfit.lake.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SiteTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Catalog catalog = CatalogReader.shipped();
    private final ModelProject project = ProjectReader.read(Path.of("no-home"), catalog);

    private Map<Path, String> written() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                texts.put(file, Files.readString(file));
            }
        }
        return texts;
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void everyColumnOfCatalogAndModelsIsExplained() throws Exception {
        int pages = new Site(catalog, project).write(folder, Examples.NONE);

        assertThat(written()).hasSize(pages);
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    String text = page("tables/" + table.name() + ".html");
                    assertThat(text).contains(Html.escaped(table.description()));
                    for (Column column : table.columns()) {
                        assertThat(text)
                                .as("%s.%s", table.name(), column.name())
                                .contains("id=\"" + column.name() + "\"", Html.escaped(column.description()));
                    }
                }
            }
        }
        for (Model model : project.models()) {
            String text = page("models/" + model.name() + ".html");
            model.columns()
                    .forEach((name, meaning) -> assertThat(text)
                            .as("%s.%s", model.name(), name)
                            .contains("id=\"" + name + "\"", Html.escaped(meaning)));
        }
        for (Metric metric : project.layer().metrics()) {
            assertThat(page("metrics/" + metric.name() + ".html"))
                    .contains(Html.escaped(metric.meaning().label()));
        }
    }

    @Test
    void everyLinkLeadsToAFileAndNoneLeavesTheSite() throws Exception {
        new Site(catalog, project).write(folder, Examples.NONE);

        int[] links = {0};
        written()
                .forEach((file, text) -> REFERENCE.matcher(text).results().forEach(found -> {
                    links[0]++;
                    String target = found.group(1).replaceFirst("#.*", "");
                    assertThat(file.resolveSibling(target).normalize())
                            .as("%s in %s", found.group(1), file)
                            .isRegularFile()
                            .startsWith(folder);
                }));
        assertThat(links[0]).isGreaterThan(300);
    }

    @Test
    void theLineageOfAModelGoesBackToTheRequests() throws Exception {
        new Site(catalog, project).write(folder, Examples.NONE);

        assertThat(page("models/fact_deal.html"))
                .contains("<title>pipedrive /api/v2/deals</title>", "<title>stg_pipedrive.deals_raw</title>")
                .contains("../tables/pd_deals.html", "../models/dim_scope.html")
                .doesNotContain("zd_tickets");
        assertThat(page("tables/zd_ticket_tags.html")).contains("one for each element of tags");
    }

    @Test
    void theSearchIndexKnowsEveryPageAndColumn() throws Exception {
        new Site(catalog, project).write(folder, Examples.NONE);

        String script = page("index.js");
        JsonNode index =
                JsonMapper.shared().readTree(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1));
        Set<String> paths =
                index.valueStream().map(entry -> entry.path("path").asString()).collect(Collectors.toSet());
        assertThat(paths)
                .contains("index.html", "tables/pd_deals.html#stage_id", "models/fact_deal.html#weighted_value");
        for (String path : paths) {
            String[] parts = path.split("#", 2);
            assertThat(folder.resolve(parts[0])).isRegularFile();
            if (parts.length == 2) {
                assertThat(page(parts[0])).contains("id=\"" + parts[1] + "\"");
            }
        }
    }

    @Test
    void examplesAreWhatTheDatabaseHoldsAndNeverPersonal() throws Exception {
        database.execute("""
                create schema if not exists core;
                create table core.pd_persons (person_id bigint, name text, primary_email text, marketing_status text);
                insert into core.pd_persons values (4711, 'Ana Souza', 'ana@exemplo.com.br', 'subscribed'), (4712, 'Caio', null, '')""");
        Site site = new Site(catalog, project);

        site.write(folder, site.examples(database.get()));

        assertThat(page("tables/pd_persons.html")).contains("<code>4711</code>", "<code>subscribed</code>");
        assertThat(written().values()).noneMatch(text -> text.contains("Ana Souza") || text.contains("ana@exemplo"));
    }

    @Test
    void hostileTextsAreText() throws Exception {
        ModelProject hostile = TestProject.of(
                "models/own.sql", "select 1 as a -- </code></pre><script>alert(1)</script>\n", "models/own.yml", """
                models:
                  - name: own
                    description: "<img src=x onerror=alert(2)> {{'{{'}} 7 * 7 }}"
                    columns:
                      - name: a
                        description: "\\"><script>alert(3)</script>"
                """);

        new Site(new Catalog(List.of()), hostile).write(folder, Examples.NONE);

        assertThat(written().values()).allSatisfy(text -> assertThat(text).doesNotContain("<script>alert", "<img"));
    }

    @Test
    void theSameCatalogWritesTheSameBytes() throws Exception {
        new Site(catalog, project).write(folder.resolve("one"), Examples.NONE);
        new Site(catalog, project).write(folder.resolve("other"), Examples.NONE);

        try (Stream<Path> files = Files.walk(folder.resolve("one"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(folder.resolve("other").resolve(folder.resolve("one").relativize(file)))
                        .hasSameBinaryContentAs(file);
            }
        }
    }
}
