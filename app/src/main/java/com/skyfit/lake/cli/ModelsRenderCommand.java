package com.skyfit.lake.cli;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.models.reading.ProjectReader;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A query as the database gets it. */
@Command(
        name = "render",
        description = "Prints the query of a model or a test as the database gets it.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class ModelsRenderCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "NAME", description = "A model's name, or a test's as 'skyfit models test' shows it.")
    private String name = "";

    @Option(names = "--incremental", description = "The query for what is new, as after the first build.")
    private boolean incremental;

    @Override
    public Integer call() {
        ModelProject project = ProjectReader.read(home.folder(), home.readingCatalog());
        Optional<String> sql = Stream.concat(
                        project.model(name).map(model -> incremental ? model.incrementalSql() : model.sql()).stream(),
                        project.tests().stream()
                                .filter(test -> test.subject().equals(name))
                                .map(ModelTest::sql))
                .findFirst();
        Console.of(spec)
                .line(sql.orElseThrow(
                        () -> new ParameterException(Console.specified(spec).commandLine(), missing(project))));
        return 0;
    }

    private String missing(ModelProject project) {
        String problems = project.refused().stream()
                .filter(refused -> refused.name().equals(name))
                .map(Refused::toString)
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? "There is no model and no test '" + name + "'; see 'skyfit models list'" : problems;
    }
}
