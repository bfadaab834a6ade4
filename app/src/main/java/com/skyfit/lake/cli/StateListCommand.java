package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where every entity's extraction resumes. */
@Command(name = "list", description = "Shows where each entity stands, listing by listing.")
final class StateListCommand implements Callable<Integer> {

    private static final String ROW = "%-40s %-16s %-21s %s";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().configuration(selection);
        Manifests manifests = new Manifests(configuration.lake());
        Map<String, Map<String, ListingState>> all = new LinkedHashMap<>();
        for (ScopedEntity entity : configuration.subjects(selection)) {
            Optional<Map<String, ListingState>> listings =
                    manifests.newest(entity.subject()).map(Manifest::stateAfter);
            listings.ifPresent(states -> all.put(entity.toString(), states));
            if (!options.isJson()) {
                print(console, entity, listings);
            }
        }
        if (options.isJson()) {
            console.line(Json.of(all));
        }
        return 0;
    }

    private static void print(Console console, ScopedEntity entity, Optional<Map<String, ListingState>> listings) {
        if (listings.isEmpty() || listings.get().isEmpty()) {
            String from = listings.isEmpty() ? "never read" : "read from its start";
            console.line(String.format(Locale.ROOT, ROW, entity, "", "", from));
            return;
        }
        listings.get().forEach((listing, state) -> console.line(row(entity, listing, state)));
    }

    private static String row(ScopedEntity entity, String listing, ListingState state) {
        String resumes = state.walk() != null
                ? "in the middle of a walk"
                : state.cursor() != null ? "from its position " + state.cursor() : "";
        return String.format(
                Locale.ROOT, ROW, entity, listing, state.watermark() == null ? "-" : state.watermark(), resumes);
    }
}
