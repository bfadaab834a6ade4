package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.status.StorageStatus;
import com.skyfit.lake.warehouse.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much is stored, and how long the disk lasts. */
@Command(
        name = "storage",
        description = {
            "Shows how much each layer and the largest tables take, how fast they grow, and when the disk is full at that growth.",
            "Growth is told from what runs have measured at their ends within 30 days; it takes a day to know it."
        },
        footer = {"", "Examples:", "  skyfit storage", "  skyfit storage --json"})
final class StorageCommand implements Callable<Integer> {

    private static final int TABLES_SHOWN = 15;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints it as JSON, with all tables, in bytes.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            StorageStatus storage = StorageStatus.read(configuration, database.warehouse(), Instant.now());
            if (json) {
                console.line(Json.of(storage));
            } else {
                print(console, storage);
            }
        }
        return 0;
    }

    private static void print(Console console, StorageStatus storage) {
        storage.layers().forEach(layer -> console.line(row(layer.layer(), layer.bytes())));
        console.line("");
        storage.tables().stream().limit(TABLES_SHOWN).forEach(table -> console.line(row(table.name(), table.bytes())));
        console.line("");
        console.line(row("growth a day", storage.bytesPerDay()));
        console.line(row("free", storage.free()));
        Instant fullAt = storage.fullAt();
        console.line(
                fullAt == null
                        ? "full: not known, or not within a hundred years"
                        : "full at this growth: "
                                + fullAt.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
    }

    private static String row(String name, @Nullable Long bytes) {
        return bytes == null
                ? String.format(Locale.ROOT, "%-44s %10s", name, "unknown")
                : String.format(Locale.ROOT, "%-44s %10.1f MB", name, bytes / 1048576.0);
    }
}
