package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.EntityStatus;
import com.skyfit.lake.status.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where everything stands. */
@Command(
        name = "status",
        description =
                "Shows where each entity stands: watermark, last run, rows in every layer, age; and what a run at work waits for.",
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
        Configuration configuration = Commands.configuration(options.home(), selection);
        try (Database database = Database.open(configuration.database(), options.home())) {
            List<EntityStatus> statuses = EntityStatus.read(configuration, database.warehouse(), selection);
            List<Waiting> waiting = Waiting.read(database.warehouse());
            if (options.isJson()) {
                console.line(json(statuses, waiting));
            } else {
                print(console, statuses);
                waiting.forEach(wait -> console.line(text(wait)));
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
                    status.source() + "." + status.scope() + "." + status.entity(),
                    text(status.watermark()),
                    text(status.lastRun()),
                    status.lastStatus(),
                    status.extractedAt() == null ? "-" : age(Duration.between(status.extractedAt(), now)),
                    status.bronzeLines(),
                    status.silverRows(),
                    status.goldRows(),
                    status.deletedRows());
            boolean well = status.lastStatus().equals("succeeded");
            console.line(well ? line : console.coloured("red", line));
        }
    }

    private static String text(Waiting wait) {
        return wait.source() + "." + wait.scope() + "." + wait.entity() + " waits until "
                + wait.until().truncatedTo(ChronoUnit.SECONDS) + ": " + wait.reason();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String age(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " d"
                : age.toMinutes() >= 120 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    private static String json(List<EntityStatus> statuses, List<Waiting> waiting) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (EntityStatus status : statuses) {
            root.withArray("entities")
                    .addObject()
                    .put("source", status.source())
                    .put("scope", status.scope())
                    .put("entity", status.entity())
                    .put(
                            "watermark",
                            status.watermark() == null
                                    ? null
                                    : status.watermark().toString())
                    .put("last_run", status.lastRun())
                    .put("last_status", status.lastStatus())
                    .put(
                            "extracted_at",
                            status.extractedAt() == null
                                    ? null
                                    : status.extractedAt().toString())
                    .put("bronze_lines", status.bronzeLines())
                    .put("silver_rows", status.silverRows())
                    .put("quarantined", status.quarantined())
                    .put("gold_rows", status.goldRows())
                    .put("deleted_rows", status.deletedRows());
        }
        for (Waiting wait : waiting) {
            root.withArray("waiting")
                    .addObject()
                    .put("source", wait.source())
                    .put("scope", wait.scope())
                    .put("entity", wait.entity())
                    .put("until", wait.until().toString())
                    .put("reason", wait.reason());
        }
        return root.toPrettyString();
    }
}
