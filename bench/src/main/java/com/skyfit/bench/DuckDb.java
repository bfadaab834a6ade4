package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a user might take instead of a database server: DuckDB, which reads the parts of the deals straight into typed columns of a file of its
 * own, the columns given, with two threads. It keeps no lines, verifies nothing and takes each line as a new record.
 */
final class DuckDb {

    private DuckDb() {}

    /**
     * DuckDB as a contestant. Needs {@code python3} with the module {@code duckdb}.
     *
     * @param home of a {@link DealsLake}
     */
    static Contestant contestant(Path home) throws IOException {
        Path file = Files.createTempDirectory("bench-duckdb").resolve("deals.duckdb");
        String parts = DealsLake.parts(home).stream()
                .map(part -> "'" + part.toAbsolutePath() + "'")
                .collect(Collectors.joining(", "));
        String columns = fields().entrySet().stream()
                .map(field -> field.getKey() + ": '" + field.getValue() + "'")
                .collect(Collectors.joining(", "));
        Path sql = file.resolveSibling("deals.sql");
        Files.writeString(
                sql,
                "create table deals as select * from read_json([" + parts
                        + "], format = 'newline_delimited', columns = {" + columns + "})");
        String load =
                "python3 -c 'import duckdb, sys; duckdb.connect(sys.argv[1], config={\"threads\": 2}).execute(open(sys.argv[2]).read())' "
                        + file + " " + sql;
        return new Contestant(
                "duckdb, typed columns in a file", () -> Files.deleteIfExists(file), () -> Shell.run(load, Map.of()));
    }

    /** The fields of the newer API generation that columns of gold take, with what they hold. */
    private static Map<String, String> fields() {
        Entity deals = CatalogReader.shipped().source(DealsLake.SOURCE).entity(DealsLake.ENTITY);
        Map<String, String> fields = new LinkedHashMap<>();
        for (Column column : deals.table().columns()) {
            String type = column.type() == ColumnType.Simple.JSONB
                    ? "json"
                    : column.type().written();
            if (column.content() instanceof FirstOf firstOf) {
                List<ValuePath> paths = firstOf.paths();
                fields.putIfAbsent(paths.get(paths.size() - 1).field(), type);
            } else {
                fields.put(column.name(), type);
            }
        }
        return fields;
    }
}
