package com.skyfit.lake.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.notification.TellingStatus;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.status.EntityStatus;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.status.LakeStatus;
import com.skyfit.lake.status.Waiting;
import com.skyfit.lake.warehouse.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where everything stands. */
@Command(
        name = "status",
        description = {
            "Shows where each entity stands, and which run is at work.",
            "For each entity: watermark, last run, its result and age, rows in every layer. For the run at work: since when, where, and what it waits for. Below, incidents that last and channels that are down."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit status", "  skyfit status --source zendesk --json"})
final class StatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(names = "--json", description = "Prints the same as one JSON object.")
    private boolean json;

    /** All of it, for programs. */
    private record Shown(
            @JsonUnwrapped LakeStatus lake, @JsonUnwrapped TellingStatus telling, List<CheckResult> missedRuns) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = options.place().readingConfiguration(selection);
        try (Database database = Database.openToRead(configuration.database(), options.home())) {
            Instant now = Instant.now();
            LakeStatus status = LakeStatus.read(configuration, database.warehouse(), selection);
            TellingStatus telling = TellingStatus.read(database.warehouse(), options.home());
            List<CheckResult> missed =
                    Checks.lookAtRuns(database.warehouse(), now, configuration.subjects(selection)).stream()
                            .filter(result -> !result.incident().isEmpty())
                            .toList();
            if (json) {
                console.line(Json.of(new Shown(status, telling, missed)));
            } else {
                print(console, status, now);
                missed.forEach(result -> console.line(console.coloured(
                        "red",
                        "missed run of " + result.subject() + ": " + result.observed() + "; " + result.advice())));
                new TellingText(console).print(telling);
            }
        }
        return 0;
    }

    private static void print(Console console, LakeStatus status, Instant now) {
        if (status.writer() != null) {
            console.line("At work: " + status.writer());
            status.waiting().forEach(wait -> console.line("  " + text(wait)));
            console.line("");
        }
        TextTable table = new TextTable("<<<<>>>>>");
        table.row("", "watermark", "last run", "status", "age", "bronze", "silver", "gold", "deleted");
        for (EntityStatus entity : status.entities()) {
            table.row(
                    entity.subject(),
                    entity.watermark(),
                    entity.lastRun(),
                    entity.lastStatus(),
                    entity.extractedAt() == null ? null : age(Duration.between(entity.extractedAt(), now)),
                    entity.layers().bronzeLines(),
                    entity.layers().silverRows(),
                    entity.layers().goldRows(),
                    entity.layers().deletedRows());
        }
        List<String> lines = table.lines();
        console.line(lines.get(0));
        for (int i = 0; i < status.entities().size(); i++) {
            EntityStatus entity = status.entities().get(i);
            String line = lines.get(i + 1);
            boolean well = entity.lastStatus().equals("succeeded");
            console.line(well ? line : console.coloured("red", line));
            quarantine(entity.layers()).ifPresent(console::line);
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

    private static String age(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " d"
                : age.toMinutes() >= 120 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
