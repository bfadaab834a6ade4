package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.configuration.Configuration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What led to the state. */
@Command(
        name = "history",
        description = "Shows what led to the state of an entity, newest first.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class StateHistoryCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SubjectArgument subject = new SubjectArgument();

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "Shows so many manifests. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = subject.configuration();
        Console console = Console.of(spec);
        Manifests manifests = new Manifests(configuration.lake());
        List<BronzePaths.ManifestPath> newestFirst =
                manifests.list(subject.in(configuration).subject());
        TextTable table = new TextTable("<><<");
        for (BronzePaths.ManifestPath path : newestFirst.subList(0, Math.min(most, newestFirst.size()))) {
            Manifest manifest = manifests.read(path.path());
            table.row(
                    manifest.runId(), manifest.sequence(), manifest.watermark().orElse(null), what(manifest));
        }
        table.lines().forEach(console::line);
        if (most < newestFirst.size()) {
            console.line((newestFirst.size() - most) + " older ones; use --most " + newestFirst.size());
        }
        return 0;
    }

    private static String what(Manifest manifest) {
        Manifest.Change change = manifest.change();
        return change == null
                ? manifest.records() + " records" + (manifest.complete() ? "" : ", incomplete")
                : change.command() + (change.reason().isEmpty() ? "" : ": " + change.reason());
    }
}
