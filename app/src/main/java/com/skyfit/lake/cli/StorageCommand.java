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
            "Shows how much is stored, how fast it grows, and when the disk is full at that growth.",
            "Growth follows from what runs have measured at their ends within 30 days; it takes a day to know it."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit storage", "  skyfit storage --json"})
final class StorageCommand implements Callable<Integer> {

    private static final int TABLES_SHOWN = 15;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints all tables as one JSON object, in bytes.")
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
        TextTable table = new TextTable("<>");
        storage.layers().forEach(layer -> table.row(layer.layer(), megabytes(layer.bytes())));
        table.row("", "");
        storage.tables().stream()
                .limit(TABLES_SHOWN)
                .forEach(stored -> table.row(stored.name(), megabytes(stored.bytes())));
        table.row("", "");
        table.row("growth a day", megabytes(storage.bytesPerDay()));
        table.row("free", megabytes(storage.free()));
        table.lines().forEach(console::line);
        Instant fullAt = storage.fullAt();
        console.line(
                fullAt == null
                        ? "full: not known, or not within a hundred years"
                        : "full at this growth: "
                                + fullAt.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10));
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? "unknown" : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
