package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The tests of models, while one writes them. */
@Command(
        name = "test",
        description =
                "Runs the tests of the models as they are built now, and stores nothing; 'skyfit check' stores what they find.",
        exitCodeList = {
            "0:every test passed",
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            "3:a test failed",
            ExitCodeText.INTERRUPTED
        })
final class ModelsTestCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints the results as JSON, in the form of check's.")
    private boolean json;

    /** What was found, for programs. */
    private record Tested(List<CheckResult> checks) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            List<CheckResult> results = new Checks(
                            database.warehouse(), ProjectReader.read(home.folder(), home.readingCatalog()))
                    .lookAtModels();
            if (json) {
                console.line(Json.of(new Tested(results)));
            } else {
                for (CheckResult result : results) {
                    String line = String.format(
                            Locale.ROOT, "%-8s %-60s %s", result.status().text(), result.subject(), result.observed());
                    console.line(result.passed() ? line : console.coloured("red", line));
                }
            }
            return results.stream().allMatch(CheckResult::passed)
                    ? ExitCode.OK.number()
                    : ExitCode.CHECKS_FAILED.number();
        }
    }
}
