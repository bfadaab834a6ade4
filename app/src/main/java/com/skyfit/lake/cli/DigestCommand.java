package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.gold.Digest;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What silver and gold hold, in few digits. */
@Command(
        name = "digest",
        description = {
            "Shows a digest of each table of silver and gold, to compare two databases.",
            "Digests are equal where the same parts were loaded, in whatever order and however often; different where a value differs. Load times are no part of them."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit digest", "  skyfit digest --entity deals --json"})
final class DigestCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--entity",
            paramLabel = "E",
            completionCandidates = KnownNames.Entities.class,
            description = "This entity only, such as deals.")
    private @Nullable String entity;

    @Option(names = "--json", description = "Prints the digests as one JSON object.")
    private boolean json;

    /** The digests, for programs. */
    private record Digests(List<Digest> tables) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = new Selection(null, null, entity);
        Configuration configuration = home.readingConfiguration(selection);
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            List<Digest> digests = Digest.of(database.warehouse(), configuration.catalog(), selection::includes);
            if (json) {
                console.line(Json.of(new Digests(digests)));
            } else {
                TextTable table = new TextTable("<><");
                digests.forEach(digest -> table.row(digest.table(), digest.rows(), digest.digest()));
                table.lines().forEach(console::line);
            }
        }
        return 0;
    }
}
