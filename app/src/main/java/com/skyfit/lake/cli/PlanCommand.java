package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.SchemaChange;
import com.skyfit.lake.messages.NearestName;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run would do. */
@Command(
        name = "plan",
        description = {
            "Shows what the next run will do, and changes nothing.",
            "The changes that the catalog asks of the gold tables, and how many requests, tokens of the daily budget and seconds the extraction of each entity will take if little has changed at the source."
        },
        exitCodeList = {
            ExitCodeText.ANSWERED,
            ExitCodeText.FAILED,
            "2:wrong usage or configuration, or the catalog asks for what a run would refuse",
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit plan",
            "  skyfit plan --source pipedrive --assume deals=31000 --assume persons=44000"
        })
final class PlanCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(names = "--json", description = "Prints changes and forecasts as one JSON object.")
    private boolean json;

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
        refuseUnknown(configuration.catalog());
        try (Database database = Database.open(configuration.database(), options.home())) {
            List<SchemaChange> changes = changes(configuration, database.warehouse(), selection);
            List<Forecast> forecasts = Forecast.of(configuration, database.warehouse(), selection, assumed);
            if (json) {
                console.line(Json.of(new Plan(changes, forecasts)));
            } else {
                print(console, changes, forecasts);
            }
            return changes.stream().anyMatch(change -> change.kind() == SchemaChange.Kind.REFUSED)
                    ? ExitCode.USAGE.number()
                    : ExitCode.OK.number();
        }
    }

    private void refuseUnknown(Catalog catalog) {
        List<String> entities = catalog.sources().stream()
                .flatMap(source -> source.entities().stream())
                .map(Entity::name)
                .distinct()
                .toList();
        assumed.forEach((name, records) -> {
            if (!entities.contains(name)) {
                throw new ParameterException(
                        Console.specified(spec).commandLine(), NearestName.unknown("entity", name, entities));
            }
            if (records < 0) {
                throw new ParameterException(
                        Console.specified(spec).commandLine(),
                        "--assume: no entity has " + records + " records, as of " + name);
            }
        });
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
        List<Forecast> known = forecasts.stream().filter(PlanCommand::isKnown).toList();
        TextTable table = new TextTable("<>>><");
        table.row("Extraction", "requests", "tokens", "seconds", "");
        for (Forecast forecast : known) {
            table.row(
                    forecast.subject(),
                    number(forecast.requests()),
                    number(forecast.tokens()),
                    forecast.seconds().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.1f", forecast.seconds().getAsDouble())
                            : "?",
                    forecast.first() ? "never read" : "");
        }
        table.row(
                "known in all",
                known.stream()
                        .mapToLong(forecast -> forecast.requests().orElse(0))
                        .sum(),
                known.stream()
                        .mapToLong(forecast -> forecast.tokens().orElse(0))
                        .sum(),
                "",
                "");
        table.lines().forEach(console::line);
        unknown(forecasts).ifPresent(console::line);
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "?";
    }

    private static boolean isKnown(Forecast forecast) {
        return forecast.requests().isPresent();
    }

    /** A line for all that nothing is known of: a line for each would hide the others. */
    private static Optional<String> unknown(List<Forecast> forecasts) {
        List<Forecast> unknown =
                forecasts.stream().filter(forecast -> !isKnown(forecast)).toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(unknown.size()
                        + " were never read, so their size is not known; tell it to get a forecast, as in --assume "
                        + unknown.get(0).assumable() + "=1000. They are: "
                        + unknown.stream()
                                .map(forecast -> forecast.subject().toString())
                                .collect(Collectors.joining(", ")));
    }
}
