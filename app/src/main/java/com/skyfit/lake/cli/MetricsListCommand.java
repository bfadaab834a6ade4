package com.skyfit.lake.cli;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.query.MetricSheet;
import com.skyfit.lake.models.metrics.query.MetricsPage;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.status.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What metrics there are. */
@Command(
        name = "list",
        description =
                "Lists the metrics. One with a mistake is left out; 'skyfit models list' names it with file and line.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class MetricsListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @ArgGroup
    private Form form = new Form();

    /** How they are printed; a line each without either. */
    static final class Form {
        @Option(names = "--json", description = "Prints them as JSON, with definitions and queries.")
        private boolean json;

        @Option(names = "--markdown", description = "Prints a page in Markdown, with definitions and queries.")
        private boolean markdown;
    }

    /** What there is to know of all, for programs. */
    private record Listed(List<MetricSheet> metrics) {}

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        ModelProject project = ProjectReader.read(home.folder(), home.readingCatalog());
        List<Metric> metrics = project.layer().metrics();
        if (form.json) {
            console.line(Json.of(new Listed(metrics.stream()
                    .map(metric -> MetricSheet.of(project, metric))
                    .toList())));
        } else if (form.markdown) {
            console.line(MetricsPage.of(project).stripTrailing());
        } else {
            TextTable table = new TextTable("<<<");
            metrics.forEach(metric -> table.row(
                    metric.name(),
                    metric.meaning().unit().text(),
                    metric.meaning().label()));
            table.lines().forEach(console::line);
            console.line(metrics.size() + " metrics");
        }
        return 0;
    }
}
