package com.skyfit.lake.gold;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The transform of the product, from bronze over silver to gold. */
final class PostgresValueTest implements ValueContract {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    @Override
    public Gold make(Source source, Entity entity, List<Observation> observations) throws Exception {
        LakeUnderTest lake = new LakeUnderTest(folder, database.get(), source, entity.name());
        Map<Integer, Map<Integer, List<Observation>>> runs = observations.stream()
                .collect(Collectors.groupingBy(
                        Observation::run,
                        TreeMap::new,
                        Collectors.groupingBy(Observation::part, TreeMap::new, Collectors.toList())));
        BronzeFixture bronze = new BronzeFixture(new LocalLake(folder));
        for (var run : runs.entrySet()) {
            for (var part : run.getValue().entrySet()) {
                bronze.commit(
                        source.name(),
                        source.defaultScopes().get(0),
                        entity.name(),
                        "2026010%dT060000Z".formatted(run.getKey()),
                        part.getKey(),
                        false,
                        part.getValue().stream().map(Observation::payload).toList());
            }
        }
        lake.run();
        return gold(entity);
    }

    private Gold gold(Entity entity) throws SQLException {
        try (Connection connection = database.get().connect()) {
            Map<String, List<Map<String, @Nullable String>>> rows = new HashMap<>();
            for (Table table : entity.tables()) {
                rows.put(table.name(), rows(connection, table));
            }
            List<Refused> refused = Query.of(
                            connection,
                            "select key, column_name, received, reason from ops.quarantine order by line_no")
                    .list(row -> new Refused(
                            row.text("key"), row.text("column_name"), row.text("received"), row.text("reason")));
            Map<String, String> unknown = new TreeMap<>();
            Query.of(connection, "select field, json_type from ops.drift")
                    .each(row -> unknown.put(row.text("field"), row.text("json_type")));
            return new Gold(rows, refused, unknown);
        }
    }

    private static List<Map<String, @Nullable String>> rows(Connection connection, Table table) throws SQLException {
        List<String> columns = Stream.concat(
                        table.columns().stream().map(Column::name),
                        Stream.of("is_deleted", "_source_version", "_deleted_at"))
                .toList();
        String sql = Template.of("select {columns} from {gold}")
                .with(
                        "columns",
                        columns.stream()
                                .map(column -> Sql.name(column) + "::text as " + Sql.name(column))
                                .collect(Collectors.joining(", ")))
                .with("gold", GoldTable.of(table).sql())
                .sql();
        return Query.of(connection, sql).list(row -> values(row, columns));
    }

    private static Map<String, @Nullable String> values(Row row, List<String> columns) throws SQLException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (String column : columns) {
            String text = row.textOrNull(column);
            // A moment as PostgreSQL writes it, in ISO-8601.
            values.put(column, text == null ? null : text.replaceFirst("^([-\\d]+) ([:.\\d]+)\\+00$", "$1T$2Z"));
        }
        return values;
    }
}
