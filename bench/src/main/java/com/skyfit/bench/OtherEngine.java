package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.lake.catalog.CatalogReader;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a user might take instead of a database server: an engine that reads the parts of the deals straight into typed columns of a file of its own, the
 * columns given, with two threads. It keeps no lines, verifies nothing and takes each line as a new record.
 */
enum OtherEngine {

    /** Needs {@code python3} with the module {@code duckdb}. */
    DUCKDB {
        @Override
        String type(ColumnType type) {
            return type == ColumnType.Simple.JSONB ? "json" : type.sql();
        }

        @Override
        String command(Map<String, String> fields, List<Path> parts, Path out) {
            return "python3 -c 'import duckdb, sys; duckdb.connect(sys.argv[1], config={\"threads\": 2}).execute(sys.argv[2])' '"
                    + out
                    + "' \"create table deals as select * from read_json(["
                    + parts.stream().map(part -> "'" + part + "'").collect(Collectors.joining(", "))
                    + "], format = 'newline_delimited', columns = {"
                    + fields.entrySet().stream()
                            .map(field -> field.getKey() + ": '" + field.getValue() + "'")
                            .collect(Collectors.joining(", "))
                    + "})\"";
        }
    },

    /** Needs {@code spark-sql}. */
    SPARK {
        @Override
        String type(ColumnType type) {
            return switch (type.sql()) {
                case "jsonb", "text", "time" -> "string";
                case "timestamptz" -> "timestamp";
                default -> type.sql().replace("numeric", "decimal");
            };
        }

        @Override
        String command(Map<String, String> fields, List<Path> parts, Path out) {
            return "spark-sql --master 'local[2]' --driver-memory 1g -e \"create temporary view parts ("
                    + fields.entrySet().stream()
                            .map(field -> field.getKey() + " " + field.getValue())
                            .collect(Collectors.joining(", "))
                    + ") using json options (path '" + parts.get(0).getParent() + "', pathGlobFilter '*.gz');"
                    + " insert overwrite directory '" + out + "' using parquet select * from parts\"";
        }
    };

    abstract String type(ColumnType type);

    abstract String command(Map<String, String> fields, List<Path> parts, Path out);

    /**
     * The engine as a contestant.
     *
     * @param home of a {@link DealsLake}
     */
    Contestant contestant(Path home) throws IOException {
        Path out = Files.createTempDirectory("bench-engine").resolve("deals");
        String command = command(
                fields(),
                DealsLake.parts(home).stream().map(Path::toAbsolutePath).toList(),
                out);
        return new Contestant(
                name().toLowerCase(Locale.ROOT) + ", typed columns in a file",
                () -> Shell.run("rm -rf '" + out + "'", Map.of()),
                () -> Shell.run(command, Map.of()));
    }

    /** The fields of the newer API generation that columns of gold take, with what they hold. */
    private Map<String, String> fields() {
        Entity deals = CatalogReader.shipped().source(DealsLake.SOURCE).entity(DealsLake.ENTITY);
        Map<String, String> fields = new LinkedHashMap<>();
        for (Column column : deals.table().columns()) {
            if (column.content() instanceof FirstOf firstOf) {
                List<ValuePath> paths = firstOf.paths();
                fields.putIfAbsent(paths.get(paths.size() - 1).field(), type(column.type()));
            } else {
                fields.put(column.name(), type(column.type()));
            }
        }
        return fields;
    }
}
