package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where every entity's extraction resumes. */
@Command(
        name = "list",
        description = "Shows where each entity stands, listing by listing.",
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class StateListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(names = "--json", description = "Prints the states as one JSON object, by subject and listing.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().configuration(selection);
        Manifests manifests = new Manifests(configuration.lake());
        Map<String, Map<String, ListingState>> all = new LinkedHashMap<>();
        TextTable table = new TextTable("<<<<").row("", "listing", "watermark", "resumes");
        for (ScopedEntity entity : configuration.subjects(selection)) {
            Optional<Map<String, ListingState>> listings =
                    manifests.newest(entity.subject()).map(Manifest::stateAfter);
            listings.ifPresent(states -> all.put(entity.toString(), states));
            add(table, entity, listings);
        }
        if (json) {
            console.line(Json.of(all));
        } else {
            table.lines().forEach(console::line);
        }
        return 0;
    }

    private static void add(TextTable table, ScopedEntity entity, Optional<Map<String, ListingState>> listings) {
        if (listings.isEmpty() || listings.get().isEmpty()) {
            table.row(entity, "", "", listings.isEmpty() ? "never read" : "from its start");
            return;
        }
        listings.get().forEach((listing, state) -> table.row(entity, listing, state.watermark(), resumes(state)));
    }

    private static String resumes(ListingState state) {
        if (state.walk() != null) {
            return "in the middle of a walk";
        }
        return state.cursor() == null ? "" : "from its position " + state.cursor();
    }
}
