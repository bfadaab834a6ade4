package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.SchemaChange;
import com.skyfit.lake.operations.Forecast;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a run would do. */
@Command(
        name = "plan",
        description = {
            "Shows what the next run will do, and does nothing: the changes that the catalog asks of the gold tables, and the requests,",
            "tokens of the daily budget and time that the extraction of each entity will take if little has changed at the source.",
            "Ends with exit code 2 where the catalog asks for what a run would refuse."
        },
        footer = {
            "",
            "Examples:",
            "  skyfit plan",
            "  skyfit plan --source pipedrive --assume deals=31000 --assume persons=44000"
        })
final class PlanCommand implements Callable<Integer> {

    private static final String ROW = "%-36s %10s %10s %10s  %s";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(
            names = "--assume",
            paramLabel = "ENTITY=N",
            description = "How many records a scope has of an entity that was never read.")
    private Map<String, Long> assumed = new LinkedHashMap<>();

    /** What the next run will do. */
    private record Plan(List<SchemaChange> changes, List<Forecast> extraction) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().configuration(selection);
        try (Database database = Database.openToRead(configuration.database(), options.home())) {
            List<SchemaChange> changes = changes(configuration, database.warehouse(), selection);
            List<Forecast> forecasts = Forecast.of(configuration, database.warehouse(), selection, assumed);
            if (options.isJson()) {
                console.line(Json.of(new Plan(changes, forecasts)));
            } else {
                print(console, changes, forecasts);
            }
            return changes.stream().anyMatch(change -> change.kind() == SchemaChange.Kind.REFUSED)
                    ? ExitCode.USAGE.number()
                    : ExitCode.OK.number();
        }
    }

    private static List<SchemaChange> changes(Configuration configuration, Warehouse warehouse, Selection selection)
            throws SQLException {
        Transform transform = new Transform(warehouse);
        List<SchemaChange> changes = new ArrayList<>();
        for (Source source : configuration.catalog().sources()) {
            for (Entity entity : source.entities()) {
                if (selection.includes(source) && selection.includes(entity)) {
                    changes.addAll(transform.changes(source, entity));
                }
            }
        }
        return changes;
    }

    private static void print(Console console, List<SchemaChange> changes, List<Forecast> forecasts) {
        console.line(changes.isEmpty() ? "The gold tables are as the catalog says." : "Changes of the gold tables:");
        for (SchemaChange change : changes) {
            String line = "  " + change;
            console.line(change.kind() == SchemaChange.Kind.REFUSED ? console.coloured("red", line) : line);
        }
        console.line("");
        console.line(String.format(Locale.ROOT, ROW, "Extraction", "requests", "tokens", "seconds", ""));
        long requests = 0;
        long tokens = 0;
        for (Forecast forecast : forecasts) {
            requests += forecast.requests().orElse(0);
            tokens += forecast.tokens().orElse(0);
            console.line(String.format(
                    Locale.ROOT,
                    ROW,
                    forecast.subject(),
                    forecast.requests().isPresent() ? forecast.requests().getAsLong() : "?",
                    forecast.tokens().isPresent() ? forecast.tokens().getAsLong() : "?",
                    forecast.seconds().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.1f", forecast.seconds().getAsDouble())
                            : "?",
                    forecast.first() ? "never read; say --assume " + forecast.assumable() + "=N" : ""));
        }
        console.line(String.format(Locale.ROOT, ROW, "known in all", requests, tokens, "", ""));
    }
}
