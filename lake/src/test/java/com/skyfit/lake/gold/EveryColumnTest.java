package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * No value stops a table: every kind of unfit value in every path of every column of the catalog, a record for each, and what becomes of it and of
 * its neighbours. A column that the catalog gains is tried as well.
 */
class EveryColumnTest {

    private static final Catalog CATALOG = CatalogReader.shipped();
    private static final int FIRST_ID = 1_000_000;

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    /**
     * What may stand where a value should.
     *
     * @param json as the payload has it
     * @param text as a text column shows it; null if it is not a value
     * @param fits the types that it is a value of, each with the value as text
     */
    private record Kind(String json, @Nullable String text, Map<String, String> fits) {

        static Kind quoted(String inside, String text) {
            return new Kind('"' + inside + '"', text, Map.of());
        }
    }

    private static List<Kind> kinds(Random random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 5_500; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return List.of(
                new Kind("{}", "{}", Map.of()),
                new Kind("[]", "[]", Map.of()),
                new Kind("true", "true", Map.of("boolean", "true")),
                new Kind("2.0", "2.0", Map.of("bigint", "2", "int", "2", "numeric", "2")),
                new Kind("1e300", "1" + "0".repeat(300), Map.of()),
                new Kind("1e-300", "0." + "0".repeat(299) + "1", Map.of("numeric", "0")),
                new Kind("\"\"", null, Map.of()),
                new Kind("\" \\t\\u00a0\"", null, Map.of()),
                Kind.quoted("soon", "soon"),
                Kind.quoted("a\\u0000b", "a\uFFFDb"),
                Kind.quoted("a\\ud83d", "a\uFFFD"),
                Kind.quoted(letters.toString(), letters.toString()),
                Kind.quoted("0000-00-00T00:00:00Z", "0000-00-00T00:00:00Z"),
                Kind.quoted("0000-00-00 00:00:00", "0000-00-00 00:00:00"),
                Kind.quoted("infinity", "infinity"),
                Kind.quoted("NaN", "NaN"),
                Kind.quoted("tomorrow", "tomorrow"),
                Kind.quoted("20240-02-08", "20240-02-08"),
                Kind.quoted("0x1F", "0x1F"),
                Kind.quoted("'; -- \\\\ \\\" $1 {a}", "'; -- \\ \" $1 {a}"));
    }

    /** A record with one such value: where it stands, and which key the record has. */
    private record Trial(Table table, Column column, ValuePath path, Kind kind, int id) {

        /** Whether the value is read as it is; the page of values has the other readings. */
        boolean isPlain() {
            return path.reading() instanceof Reading.Plain
                    && column.content().paths().stream()
                            .flatMap(other -> other.steps().stream())
                            .noneMatch(Step.FirstOfList.class::isInstance);
        }

        /** The value that the column must show; null for none. */
        @Nullable String expected() {
            if (kind.text() == null || isNever() || isObjectBesideAnother()) {
                return null;
            }
            return column.type().acceptsEverything() ? kind.text() : kind.fits().get(typeName());
        }

        private String typeName() {
            return column.type() instanceof ColumnType.Numeric
                    ? "numeric"
                    : column.type().written();
        }

        boolean isRecorded() {
            return kind.text() != null
                    && !isNever()
                    && !isObjectBesideAnother()
                    && !column.type().acceptsEverything()
                    && (expected() == null || kind.json().equals("1e-300"));
        }

        private boolean isNever() {
            return column.type() == ColumnType.Simple.TIMESTAMPTZ && "0000-00-00 00:00:00".equals(kind.text());
        }

        private boolean isObjectBesideAnother() {
            return kind.json().equals("{}")
                    && column.type() != ColumnType.Simple.JSONB
                    && path.steps().size() == 1
                    && column.content().paths().stream()
                            .anyMatch(other ->
                                    other.steps().size() > 1 && other.field().equals(path.field()));
        }

        String shown() {
            return GoldTable.of(table) + "." + column.name() + " from " + path + ", "
                    + kind.json().substring(0, Math.min(30, kind.json().length()));
        }
    }

    @Test
    void anyValueInAnyColumnLeavesItsNeighboursAloneAndIsShownOrRecorded() throws Exception {
        List<Kind> kinds = kinds(new Random(Proof.seed("every column")));
        int tried = 0;
        for (Source source : CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                tried += tryAll(source, entity, kinds);
            }
        }
        assertThat(tried).isGreaterThan(kinds.size() * 500);
    }

    private int tryAll(Source source, Entity entity, List<Kind> kinds) throws Exception {
        List<Trial> trials = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Table table : entity.tables()) {
            for (Column column : table.columns()) {
                for (ValuePath path : column.content().paths()) {
                    for (Kind kind : kinds) {
                        Trial trial = new Trial(table, column, path, kind, FIRST_ID + lines.size());
                        if (!path.inParent() && !isKey(entity, path)) {
                            trials.add(trial);
                        }
                        lines.add(payload(entity, trial));
                        lines.add(payload(entity, FIRST_ID + lines.size(), Map.of()));
                    }
                }
            }
        }
        String scope = source.defaultScopes().get(0);
        LakeUnderTest lake = new LakeUnderTest(folder, database.get(), source, entity.name());

        Transformed done = lake.bronze(scope, "20260101T060000Z", lines.toArray(String[]::new))
                .run();

        try (Connection connection = database.get().connect()) {
            assertThat(keys(connection, entity)).as(entity.name()).containsAll(neighbours(lines.size()));
            Set<String> recorded = new HashSet<>(Query.of(
                            connection,
                            "select distinct table_name || '.' || column_name || ' ' || key as place from ops.quarantine where stage = 'transform'")
                    .list(row -> row.text("place")));
            Map<Column, Map<String, String>> values = new HashMap<>();
            for (Trial trial : trials) {
                Map<String, String> ofColumn = values.get(trial.column());
                if (ofColumn == null) {
                    ofColumn = values(connection, entity, trial.table(), trial.column());
                    values.put(trial.column(), ofColumn);
                }
                judge(trial, ofColumn.get(String.valueOf(trial.id())), recorded);
            }
        }
        assertThat(done.rowsIn()).as(entity.name()).isGreaterThanOrEqualTo(trials.size());
        assertThat(lake.bronze(scope, "20260102T060000Z", payload(entity, 7, Map.of()))
                        .run()
                        .inserted())
                .as("the next run of " + entity.name())
                .isEqualTo(1);
        return trials.size();
    }

    private static void judge(Trial trial, @Nullable String value, Set<String> recorded) {
        if (!trial.isPlain()) {
            return;
        }
        String expected = trial.expected();
        if (expected == null || trial.column().type() != ColumnType.Simple.JSONB) {
            assertThat(comparable(trial, value)).as(trial.shown()).isEqualTo(expected);
        } else {
            assertThat(value).as(trial.shown()).isNotNull();
        }
        assertThat(recorded.contains(
                        GoldTable.of(trial.table()) + "." + trial.column().name() + " " + trial.id()))
                .as("recorded: " + trial.shown())
                .isEqualTo(trial.isRecorded());
    }

    private static @Nullable String comparable(Trial trial, @Nullable String value) {
        return value != null && trial.column().type() instanceof ColumnType.Numeric
                ? value.replaceFirst("[.]0+$", "")
                : value;
    }

    private static List<String> neighbours(int lines) {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i < lines; i += 2) {
            ids.add(String.valueOf(FIRST_ID + i));
        }
        return ids;
    }

    private static List<String> keys(Connection connection, Entity entity) throws Exception {
        return Query.of(
                        connection,
                        Template.of("select {key}::text as key from {gold}")
                                .with("key", Sql.name(entity.table().key().get(0)))
                                .with("gold", GoldTable.of(entity.table()).sql())
                                .sql())
                .list(row -> row.text("key"));
    }

    /** The column's values by the keys of their records. */
    private static Map<String, String> values(Connection connection, Entity entity, Table table, Column column)
            throws Exception {
        Map<String, String> values = new HashMap<>();
        Query.of(
                        connection,
                        Template.of(
                                        "select {key}::text as key, {column}::text as value from {gold} where {column} is not null")
                                .with("key", Sql.name(keyColumn(entity, table)))
                                .with("column", Sql.name(column.name()))
                                .with("gold", GoldTable.of(table).sql())
                                .sql())
                .each(row -> values.put(row.text("key"), row.text("value")));
        return values;
    }

    /** The column of a table that holds the key of the record. */
    private static String keyColumn(Entity entity, Table table) {
        return table.columns().stream()
                .filter(column -> column.content().paths().stream()
                        .anyMatch(path -> path.inParent() == table.isChild() && isKey(entity, path)))
                .map(Column::name)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isKey(Entity entity, ValuePath path) {
        return path.text().replace("^", "").equals(entity.key());
    }

    /** The record of a trial; for a child table one with a single element. */
    private static String payload(Entity entity, Trial trial) {
        Map<String, Object> record = new LinkedHashMap<>();
        Object value = new Raw(trial.kind().json());
        if (!trial.table().isChild() || trial.path().inParent()) {
            put(record, trial.path().steps(), value);
        } else {
            Map<String, Object> element = new LinkedHashMap<>();
            for (String key : trial.table().key()) {
                Column column = trial.table().column(key);
                ValuePath path = column.content().paths().get(0);
                if (!path.inParent() && !path.steps().isEmpty() && !column.equals(trial.column())) {
                    put(element, path.steps(), new Raw("7"));
                }
            }
            Object hostile = value;
            if (!trial.path().steps().isEmpty()) {
                put(element, trial.path().steps(), value);
                hostile = element;
            }
            record.put(trial.table().rows(), List.of(hostile));
        }
        return payload(entity, trial.id(), record);
    }

    private static String payload(Entity entity, int id, Map<String, Object> record) {
        Map<String, Object> whole = new LinkedHashMap<>(record);
        List<Step> key = ValuePath.parse(entity.key()).steps();
        boolean text = entity.keyType() == ColumnType.Simple.TEXT;
        putIfMissing(whole, key, new Raw(text ? "\"" + id + "\"" : String.valueOf(id)));
        return written(whole);
    }

    /** JSON as it is written. */
    private record Raw(String json) {}

    @SuppressWarnings("unchecked")
    private static void putIfMissing(Map<String, Object> into, List<Step> steps, Object value) {
        String member = steps.get(0).member();
        if (steps.size() == 1) {
            into.putIfAbsent(member, value);
        } else {
            Object inner = into.computeIfAbsent(member, name -> new LinkedHashMap<String, Object>());
            if (inner instanceof Map<?, ?> map) {
                putIfMissing((Map<String, Object>) map, steps.subList(1, steps.size()), value);
            }
        }
    }

    private static void put(Map<String, Object> into, List<Step> steps, Object value) {
        into.put(steps.get(0).member(), nested(steps.subList(1, steps.size()), value));
    }

    private static Object nested(List<Step> steps, Object value) {
        if (steps.isEmpty()) {
            return value;
        }
        Object inner = nested(steps.subList(1, steps.size()), value);
        Step step = steps.get(0);
        if (step instanceof Step.Element element) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < element.index(); i++) {
                list.add(new Raw("null"));
            }
            list.add(inner);
            return list;
        }
        if (step instanceof Step.Primary) {
            return List.of(inner);
        }
        return step instanceof Step.Member member ? Map.of(member.name(), inner) : inner;
    }

    private static String written(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, inner) -> members.add("\"" + name + "\":" + written(inner)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ",", list.stream().map(EveryColumnTest::written).toList()) + "]";
        }
        return ((Raw) value).json();
    }

    @Test
    void textsOfTenMegabytesDoNotEither() throws Exception {
        String letters = "x".repeat(10 << 20);
        LakeUnderTest tickets = new LakeUnderTest(folder, database.get(), CATALOG.source("zendesk"), "tickets");

        tickets.bronze(
                        "support",
                        "20260101T060000Z",
                        "{\"id\":1,\"subject\":\"" + letters + "\",\"updated_at\":\"" + letters + "\",\"tags\":[\""
                                + letters + "\",\"b\"]}",
                        "{\"id\":2,\"tags\":[\"b\"]}")
                .run();

        assertThat(database.rows("select ticket_id, length(subject), updated_at from core.zd_tickets order by 1"))
                .containsExactly("1|" + letters.length() + "|∅", "2|∅|∅");
        assertThat(database.rows("select ticket_id, length(tag) from core.zd_ticket_tags order by 1, 2"))
                .containsExactly("1|1", "1|" + letters.length(), "2|1");
        assertThat(database.rows("select column_name, length(received) from ops.quarantine"))
                .containsExactly("updated_at|1000");
    }
}
