package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.EntityStatus;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.status.LakeStatus;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where everything stands. */
@Command(
        name = "status",
        description =
                "Shows where each entity stands: watermark, last run, rows in every layer, age; and which run is at work and what it waits for.",
        footer = {"", "Examples:", "  skyfit status", "  skyfit status --source zendesk --json"})
final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "%-34s %-20s %-17s %-11s %8s %9s %9s %9s %8s";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().readingConfiguration(selection);
        try (Database database = Database.openToRead(configuration.database(), options.home())) {
            LakeStatus status = LakeStatus.read(configuration, database.warehouse(), selection);
            if (options.isJson()) {
                console.line(Json.of(status));
            } else {
                print(console, status.entities());
                status.waiting().forEach(wait -> console.line(text(wait)));
                if (status.writer() != null) {
                    console.line("At work: " + status.writer());
                }
            }
        }
        return 0;
    }

    private static void print(Console console, List<EntityStatus> statuses) {
        console.line(String.format(
                Locale.ROOT, ROW, "", "watermark", "last run", "status", "age", "bronze", "silver", "gold", "deleted"));
        Instant now = Instant.now();
        for (EntityStatus status : statuses) {
            String line = String.format(
                    Locale.ROOT,
                    ROW,
                    status.subject(),
                    text(status.watermark()),
                    text(status.lastRun()),
                    status.lastStatus(),
                    status.extractedAt() == null ? "-" : age(Duration.between(status.extractedAt(), now)),
                    status.layers().bronzeLines(),
                    status.layers().silverRows(),
                    status.layers().goldRows(),
                    status.layers().deletedRows());
            boolean well = status.lastStatus().equals("succeeded");
            console.line(well ? line : console.coloured("red", line));
            quarantine(status.layers()).ifPresent(console::line);
        }
    }

    private static Optional<String> quarantine(EntityStatus.Layers layers) {
        return layers.quarantined() + layers.quarantinedValues() == 0
                ? Optional.empty()
                : Optional.of("  in quarantine: " + layers.quarantined() + " lines, " + layers.quarantinedValues()
                        + " values; see 'skyfit quarantine list'");
    }

    private static String text(Waiting wait) {
        return wait.subject() + " waits until " + wait.until().truncatedTo(ChronoUnit.SECONDS) + ": " + wait.reason();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String age(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " d"
                : age.toMinutes() >= 120 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
