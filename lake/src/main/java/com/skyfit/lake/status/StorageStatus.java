package com.skyfit.lake.status;

import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much is stored, how fast it grows, and how long the disk lasts. In bytes.
 *
 * @param layers bronze, silver, gold, ops and logs, in this order
 * @param tables of the database, the largest first
 * @param bytesPerDay growth of what is on the disk, over at most 30 days; null until a day of measurements is known
 * @param free free space on the disk, or within the configured limit; null if the database is on your own server and no limit is set
 * @param fullAt when the disk is full at that growth; null if that is unknown, or not within a hundred years
 */
public record StorageStatus(
        List<Layer> layers,
        List<TableSize> tables,
        @Nullable Long bytesPerDay,
        @Nullable Long free,
        @Nullable Instant fullAt) {

    private static final Duration FAR = Duration.ofDays(36_500);

    public StorageStatus {
        layers = List.copyOf(layers);
        tables = List.copyOf(tables);
    }

    /** What one layer takes: of bronze the parts that the ledger knows, as manifests say. */
    public record Layer(String layer, long bytes) {}

    /** What one table takes with its TOAST and indexes. */
    public record TableSize(String layer, String name, long bytes) {}

    private record Growth(long seconds, long bytes) {}

    /**
     * Measures.
     *
     * @throws IOException if files cannot be read
     */
    public static StorageStatus read(Configuration configuration, Warehouse warehouse, Instant now)
            throws IOException, SQLException {
        try (Connection connection = warehouse.connect()) {
            List<TableSize> tables = Query.of(connection, Query.stored(StorageStatus.class, "storage-tables"))
                    .list(row -> new TableSize(row.text("layer"), row.text("name"), row.number("bytes")));
            List<Layer> layers = layers(connection, tables, configuration.home().resolve("logs"));
            List<String> here = onTheDisk(configuration);
            Optional<Growth> growth = Query.of(connection, Query.stored(StorageStatus.class, "storage-growth"))
                    .bind("now", now)
                    .bind("layers", here)
                    .first(row -> new Growth(row.number("seconds"), row.number("bytes")));
            Long perDay = growth.isEmpty()
                    ? null
                    : growth.get().bytes()
                            * Duration.ofDays(1).toSeconds()
                            / growth.get().seconds();
            Long free = free(configuration, layers, here);
            return new StorageStatus(layers, tables, perDay, free, fullAt(perDay, free, now));
        }
    }

    private static List<Layer> layers(Connection connection, List<TableSize> tables, Path logs)
            throws SQLException, IOException {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(
                "bronze",
                Query.of(connection, "select coalesce(sum(bytes), 0)::bigint as bytes from ops.file")
                        .one(row -> row.number("bytes"))));
        for (String layer : List.of("silver", "gold", "ops")) {
            layers.add(new Layer(
                    layer,
                    tables.stream()
                            .filter(table -> table.layer().equals(layer))
                            .mapToLong(TableSize::bytes)
                            .sum()));
        }
        layers.add(new Layer("logs", bytesOfFiles(logs)));
        return layers;
    }

    private static long bytesOfFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return bytes;
    }

    /** The layers that share a disk with the database. */
    private static List<String> onTheDisk(Configuration configuration) {
        List<String> here = new ArrayList<>(List.of("silver", "gold", "ops"));
        if (configuration.database() == null) {
            here.add("logs");
            if (configuration.lake() instanceof LocalLake) {
                here.add("bronze");
            }
        }
        return here;
    }

    private static @Nullable Long free(Configuration configuration, List<Layer> layers, List<String> here)
            throws IOException {
        if (configuration.storageLimit() > 0) {
            long used = layers.stream()
                    .filter(layer -> here.contains(layer.layer()))
                    .mapToLong(Layer::bytes)
                    .sum();
            return Math.max(0, configuration.storageLimit() - used);
        }
        return configuration.database() == null
                ? Files.getFileStore(configuration.home()).getUsableSpace()
                : null;
    }

    private static @Nullable Instant fullAt(@Nullable Long perDay, @Nullable Long free, Instant now) {
        if (perDay == null || free == null || perDay <= 0) {
            return null;
        }
        double days = (double) free / perDay;
        return days > FAR.toDays()
                ? null
                : now.plusSeconds((long) (days * Duration.ofDays(1).toSeconds()));
    }
}
