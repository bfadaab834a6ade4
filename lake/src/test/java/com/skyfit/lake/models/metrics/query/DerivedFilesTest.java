package com.skyfit.lake.models.metrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticModel;
import com.skyfit.lake.models.reading.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that follow from the definitions of the shipped metrics: the views of each subject by month, their descriptions, and the page. After a change of
 * the definitions, {@code -Dskyfit.derive=true} writes them again.
 */
class DerivedFilesTest {

    private static final Path TOP = Path.of("..");
    private static final String FOLDER = "models/models/bi/metrics";
    private static final Grouping SCOPE = new Grouping.Own("scope");

    @TempDir
    private Path home;

    private ModelProject project() {
        return ProjectReader.read(home, CatalogReader.shipped());
    }

    /** A view: the metrics of one semantic model that need the same groupings, by month. */
    private record View(String name, SemanticModel model, List<Metric> metrics, MetricQuery query) {

        private static View of(ModelProject project, SemanticModel model, boolean money) {
            List<Metric> metrics = project.layer().metrics().stream()
                    .filter(metric -> metric.models().equals(Set.of(model)))
                    .filter(metric -> metric.currency().isPresent() == money)
                    .filter(Metric::goesByOneDay)
                    .toList();
            return new View(
                    "metrics_" + model.name() + "_by_month" + (money ? "_and_currency" : ""),
                    model,
                    metrics,
                    new MetricQuery(project.layer(), metrics, List.of(Grouping.Period.MONTH, SCOPE), Set.of()));
        }

        private String sql() {
            return "{{ config(materialized='view') }}\n-- Derived from the definitions of metrics: change those, not this file.\n"
                    + query.sql(model -> "{{ ref('" + model + "') }}") + "\n";
        }

        private String description() {
            List<String> lines = new ArrayList<>(List.of(
                    "  - name: " + name,
                    "    description: \"Metrics of " + model.name()
                            + ", a row for each month and account"
                            + (query.by().size() > 2 ? " and currency" : "")
                            + " in which something counts. Each goes by its own day, see docs/metrics.md.\"",
                    // Reports that have the metrics as measures do not need their rows.
                    "    config: {meta: {display: {hidden: true}}}",
                    "    columns:"));
            column(lines, Grouping.Period.MONTH.column(), "First day of the month; null for what has no day.");
            column(lines, SCOPE.column(), "Name of the account.");
            query.by().stream()
                    .skip(2)
                    .forEach(grouping -> column(lines, grouping.column(), "Currency of the amounts, ISO 4217."));
            metrics.forEach(metric -> column(
                    lines,
                    metric.name(),
                    metric.meaning().label() + ". " + metric.meaning().description()));
            return String.join("\n", lines) + "\n";
        }

        private static void column(List<String> lines, String name, String description) {
            lines.add("      - name: " + name);
            lines.add("        description: \"" + description + "\"");
        }
    }

    private static List<View> views(ModelProject project) {
        return project.layer().models().stream()
                .flatMap(model -> Stream.of(View.of(project, model, false), View.of(project, model, true)))
                .filter(view -> !view.metrics().isEmpty())
                .toList();
    }

    private static Map<String, String> derived(ModelProject project) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder descriptions = new StringBuilder(
                "version: 2\n\n# Derived from the definitions of metrics: change those, not this file.\nmodels:\n");
        for (View view : views(project)) {
            files.put(FOLDER + "/" + view.name() + ".sql", view.sql());
            descriptions.append('\n').append(view.description());
        }
        files.put(FOLDER + "/metrics_views.yml", descriptions.toString());
        files.put("docs/metrics.md", MetricsPage.of(project));
        return files;
    }

    @Test
    void theFilesAreWhatTheDefinitionsSay() throws IOException {
        Map<String, String> derived = derived(project());
        if (Boolean.getBoolean("skyfit.derive")) {
            for (Map.Entry<String, String> file : derived.entrySet()) {
                Path path = TOP.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }

        Map<String, String> found = new TreeMap<>();
        for (String file : derived.keySet()) {
            Path path = TOP.resolve(file);
            found.put(file, Files.exists(path) ? Files.readString(path) : "missing");
        }
        assertThat(found).as("mvn test -Dskyfit.derive=true writes them").containsExactlyInAnyOrderEntriesOf(derived);
    }

    @Test
    void noFileIsLeftOfAViewThatThereIsNoMore() throws IOException {
        Set<String> derived = derived(project()).keySet();

        try (Stream<Path> files = Files.list(TOP.resolve(FOLDER))) {
            assertThat(files.map(file -> FOLDER + "/" + file.getFileName())).isSubsetOf(derived);
        }
    }

    @Test
    void everyMetricSaysWhatItMeansInTwoLanguagesAndHowItDiffersFromTheScreen() {
        assertThat(project().layer().metrics()).isNotEmpty().allSatisfy(metric -> {
            assertThat(metric.meaning().description()).as(metric.name()).isNotEmpty();
            assertThat(metric.meaning().differs()).as(metric.name()).isNotEmpty();
            assertThat(metric.meaning().labelPt())
                    .as(metric.name())
                    .isNotEqualTo(metric.meaning().label());
        });
    }

    @Test
    void everyDayIsAKeyOfTheCalendarToo() {
        assertThat(project().layer().models().stream().flatMap(model -> model.dimensions().stream()))
                .filteredOn(Dimension.Day.class::isInstance)
                .isNotEmpty()
                .allSatisfy(day -> assertThat(((Dimension.Day) day).key()).isNotEmpty());
    }
}
