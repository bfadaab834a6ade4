package com.skyfit.lake.cli;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What models there are. */
@Command(
        name = "list",
        description =
                "Lists the models in the order in which they are built, and what is left out of the project, with file and line.",
        exitCodeList = {
            "0:every file of the project can be used",
            ExitCodeText.FAILED,
            "2:wrong usage, or a part of the project is left out",
            ExitCodeText.INTERRUPTED
        })
final class ModelsListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints them as JSON, with columns, tests and queries.")
    private boolean json;

    /** What there is to build, for programs; the metrics have a list of their own. */
    private record Listed(List<Model> models, List<ModelTest> tests, List<Refused> refused) {}

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        ModelProject project = ProjectReader.read(home.folder(), home.readingCatalog());
        if (json) {
            console.line(Json.of(new Listed(project.models(), project.tests(), project.refused())));
        } else {
            for (Model model : project.models()) {
                console.line(String.format(
                        Locale.ROOT,
                        "%-18s %-40s %s",
                        model.config().materialization().text(),
                        model.relation(),
                        model.refs().isEmpty() ? "" : "reads " + String.join(", ", model.refs())));
            }
            console.line(project.models().size() + " models, " + project.tests().size() + " tests");
            for (Refused refused : project.refused()) {
                console.line(console.coloured("red", "left out: " + refused.name()));
                refused.problems().forEach(problem -> console.line("  " + problem));
            }
        }
        return project.refused().isEmpty() ? ExitCode.OK.number() : ExitCode.USAGE.number();
    }
}
