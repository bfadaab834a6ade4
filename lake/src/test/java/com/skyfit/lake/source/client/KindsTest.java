package com.skyfit.lake.source.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of paging and continuing, from the catalog's words to the last page. A kind without an example here fails it. */
class KindsTest {

    /**
     * A kind as a catalog writes it.
     *
     * @param replies of a source whose list ends after them
     * @param more what a reply says, after its records, so that the next page is the one of that number; empty text if there is none
     */
    private record Example(String paging, String incremental, List<String> replies, String more) {
        Example(String paging, String incremental, List<String> replies) {
            this(paging, incremental, replies, "");
        }
    }

    private static final String SNAPSHOT = "{kind: snapshot}";
    private static final String CURSOR = "{kind: cursor, size_param: limit, size: 1, param: cursor, next: next}";
    private static final List<String> BY_CURSOR =
            List.of("{\"data\":[{\"id\":1}],\"next\":\"a\"}", "{\"data\":[{\"id\":2}],\"next\":null}");
    private static final String TIME =
            "{kind: time, size_param: limit, size: 1, param: start, next: end_time, end: ended}";
    private static final List<String> BY_TIME = List.of(
            "{\"data\":[{\"id\":1}],\"end_time\":5,\"ended\":false}",
            "{\"data\":[{\"id\":2}],\"end_time\":6,\"ended\":true}");

    private static final Map<Class<?>, Example> PAGINGS = Map.of(
            Paging.Single.class,
            new Example("{kind: single}", SNAPSHOT, List.of("{\"data\":[{\"id\":1}]}")),
            Paging.Cursor.class,
            new Example(CURSOR, SNAPSHOT, BY_CURSOR, "\"next\":\"c%d\""),
            Paging.Numbered.class,
            new Example(
                    "{kind: numbered, size_param: limit, size: 1, param: page, next: next}",
                    SNAPSHOT,
                    List.of("{\"data\":[{\"id\":1}],\"next\":2}", "{\"data\":[{\"id\":2}],\"next\":null}"),
                    "\"next\":%d"),
            Paging.Time.class,
            new Example(TIME, SNAPSHOT, BY_TIME, "\"end_time\":%d,\"ended\":false"));

    private static final Map<Class<?>, Example> INCREMENTALS = Map.of(
            Incremental.Snapshot.class, new Example(CURSOR, SNAPSHOT, BY_CURSOR),
            Incremental.Since.class,
                    new Example(CURSOR, "{kind: since, param: since, time: changed, overlap: PT5M}", BY_CURSOR),
            Incremental.FromCursor.class, new Example(CURSOR, "{kind: from_cursor, start_param: start}", BY_CURSOR),
            Incremental.FromTime.class, new Example(TIME, "{kind: from_time, overlap: PT5M}", BY_TIME),
            Incremental.ForEach.class, new Example(CURSOR, "{kind: for_each, entity: customers}", BY_CURSOR));

    private static Stream<Class<?>> pagings() {
        return Stream.of(Paging.class.getPermittedSubclasses());
    }

    private static Stream<Class<?>> incrementals() {
        return Stream.of(Incremental.class.getPermittedSubclasses());
    }

    @Test
    void theSchemaHasTheKindsThatThereAre() {
        JsonNode schema = JsonMapper.shared().readTree(CatalogFile.resource("catalog.schema.json"));

        assertThat(words(schema.at("/$defs/paging/properties/kind/enum")))
                .containsExactlyInAnyOrderElementsOf(words(pagings()));
        assertThat(words(schema.at("/$defs/incremental/properties/kind/enum")))
                .containsExactlyInAnyOrderElementsOf(words(incrementals()));
    }

    private static List<String> words(JsonNode texts) {
        List<String> words = new ArrayList<>();
        texts.forEach(text -> words.add(text.asString()));
        return words;
    }

    private static List<String> words(Stream<Class<?>> kinds) {
        return kinds.map(kind -> kind.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pagings")
    void everyWayOfPagingReadsToTheLastPage(Class<?> kind) throws Exception {
        Example example = example(PAGINGS, kind);
        Entity entity = entity(example);

        assertThat(entity.listings().get(0).paging()).isExactlyInstanceOf(kind);
        readsEverything(example, entity);
    }

    @ParameterizedTest
    @MethodSource("incrementals")
    void everyWayToContinueReadsToTheLastPage(Class<?> kind) throws Exception {
        Example example = example(INCREMENTALS, kind);
        Entity entity = entity(example);

        assertThat(entity.listings().get(0).incremental()).isExactlyInstanceOf(kind);
        assertThat(WalkStart.isFromStart(entity.listings().get(0), ListingState.START))
                .isTrue();
        readsEverything(example, entity);
    }

    @ParameterizedTest
    @MethodSource("pagings")
    void aSourceThatPromisesPagesForEverIsLeftByNameInEveryWayOfPaging(Class<?> kind) throws Exception {
        Example example = example(PAGINGS, kind);
        assumeThat(example.more()).as("pages that follow one another").isNotEmpty();

        leaves(example, page -> "");
        leaves(example, page -> "{\"id\":1},{\"id\":2},{\"id\":3}");
        // As where the number of a page is taken for that of a record.
        leaves(
                example,
                page -> IntStream.range(page, page + 10)
                        .mapToObj(id -> "{\"id\":" + id + "}")
                        .collect(Collectors.joining(",")));
    }

    @ParameterizedTest
    @MethodSource("pagings")
    void pagesThatBringRecordsAreReadHoweverManyTheyAre(Class<?> kind) throws Exception {
        Example example = example(PAGINGS, kind);
        assumeThat(example.more()).as("pages that follow one another").isNotEmpty();
        Entity entity = entity(example);
        try (ScriptedSource source = new ScriptedSource();
                PageBuffer lines = new PageBuffer()) {
            // Some empty ones between them, and each begins with the record that the last one ended with.
            promise(
                    source,
                    example,
                    200,
                    page -> page % 5 == 4 ? "" : "{\"id\":" + page + "},{\"id\":" + (page + 1) + "}");
            ListingWalk walk = ListingWalk.from(
                    ScriptedClient.of(source, entity), entity, entity.listings().get(0), ListingState.START);

            for (int page = 0; page < 200; page++) {
                walk.next(lines);
            }

            assertThat(walk.isDone()).isFalse();
        }
    }

    private static void promise(ScriptedSource source, Example example, int pages, IntFunction<String> records) {
        for (int page = 1; page <= pages; page++) {
            source.then(
                    "{\"data\":[" + records.apply(page) + "]," + example.more().formatted(page + 1) + "}");
        }
    }

    private static void leaves(Example example, IntFunction<String> records) throws Exception {
        Entity entity = entity(example);
        try (ScriptedSource source = new ScriptedSource();
                PageBuffer lines = new PageBuffer()) {
            promise(source, example, 100, records);
            ListingWalk walk = ListingWalk.from(
                    ScriptedClient.of(source, entity), entity, entity.listings().get(0), ListingState.START);

            assertThatThrownBy(() -> {
                        while (!walk.isDone()) {
                            walk.next(lines);
                        }
                    })
                    .isInstanceOf(SourceException.Stalled.class)
                    .hasMessageContaining("hardly any new records")
                    .hasMessageContaining("'paging'");
            assertThat(source.asked()).hasSizeBetween(20, 21);
        }
    }

    private static Example example(Map<Class<?>, Example> examples, Class<?> kind) {
        return Optional.ofNullable(examples.get(kind))
                .orElseThrow(() -> new AssertionError("No example here of " + kind.getSimpleName()));
    }

    private static void readsEverything(Example example, Entity entity) throws Exception {
        StringBuilder read = new StringBuilder();
        try (ScriptedSource source = new ScriptedSource();
                PageBuffer lines = new PageBuffer()) {
            example.replies().forEach(source::then);
            Listing listing = entity.listings().get(0).of(7);
            ListingWalk walk = ListingWalk.from(ScriptedClient.of(source, entity), entity, listing, ListingState.START);
            while (!walk.isDone()) {
                walk.next(lines);
                ByteArrayOutputStream page = new ByteArrayOutputStream();
                lines.writeTo(page);
                read.append(page.toString(StandardCharsets.UTF_8));
            }

            assertThat(source.asked()).hasSameSizeAs(example.replies()).doesNotHaveDuplicates();
            assertThat(walk.state().walk()).isNull();
        }
        assertThat(read)
                .hasToString(Stream.of(1, 2)
                        .limit(example.replies().size())
                        .map(id -> "{\"id\":" + id + "}\n")
                        .collect(Collectors.joining()));
    }

    private static Entity entity(Example example) {
        String path = example.incremental().contains("for_each") ? "/customers/{key}/orders" : "/orders";
        return CatalogReader.read(List.of(new CatalogFile(
                        "shop.yaml",
                        CATALOG.replace("PATH", path)
                                .replace("PAGING", example.paging())
                                .replace("INCREMENTAL", example.incremental()))))
                .source("shop")
                .entity("orders");
    }

    private static final String CATALOG = """
            source: shop
            description: A shop with two kinds of record.
            scopes: {setting: SHOP_SCOPES, default: [north]}
            base_url: https://shop.example
            auth: [{header: x-token, secret: SHOP_TOKEN}]
            entities:
              customers:
                description: People who bought.
                api_generation: v1
                key: id
                listings: {all: {path: /customers, records: data, paging: {kind: single}}}
                tables:
                  shop_customers:
                    description: One row for each customer.
                    key: [customer_id]
                    columns:
                      customer_id: {type: bigint, from: id, description: Id of the customer.}
              orders:
                description: What customers bought.
                api_generation: v1
                key: id
                listings: {all: {path: "PATH", records: data, paging: PAGING, incremental: INCREMENTAL}}
                tables:
                  shop_orders:
                    description: One row for each order.
                    key: [order_id]
                    columns:
                      order_id: {type: bigint, from: id, description: Id of the order.}
            """;
}
