package com.skyfit.lake.cli;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.query.MetricSheet;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.status.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a metric means. */
@Command(
        name = "show",
        description =
                "Prints the definition of a metric, how it differs from the vendor's screen, what it can be grouped by, and its query.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class MetricsShowCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "NAME", description = "The metric's name, as 'skyfit metrics list' shows it.")
    private String name = "";

    @Option(names = "--json", description = "Prints the same as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        ModelProject project = ProjectReader.read(home.folder(), home.readingCatalog());
        MetricSheet sheet = MetricSheet.of(
                project,
                MetricArgument.named(
                        name, project.layer(), Console.specified(spec).commandLine()));
        if (json) {
            console.line(Json.of(sheet));
        } else {
            console.line(sheet.markdown());
            console.line("Can be grouped by: " + String.join(", ", sheet.groupings()));
        }
        return 0;
    }
}
