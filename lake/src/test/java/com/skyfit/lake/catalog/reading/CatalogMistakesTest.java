package com.skyfit.lake.catalog.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Limits;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.expectation.Ages;
import com.skyfit.lake.catalog.expectation.Expectations;
import com.skyfit.lake.catalog.expectation.Shares;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogMistakesTest {

    private static final String VALID = """
            source: shop
            description: A shop with one kind of record.
            scopes: {setting: SHOP_SCOPES, default: [north]}
            base_url: https://{SHOP_HOST}
            auth: [{header: x-token, secret: "SHOP_TOKEN_{SCOPE}"}]
            entities:
              orders:
                description: What customers bought.
                api_generation: v1
                key: id
                version: [changed_at]
                deleted: [gone]
                listings:
                  all:
                    path: /orders
                    records: orders
                    params: {state: any}
                    paging: {kind: numbered, size_param: per_page, size: 50, param: page, next: next_page}
                    incremental: {kind: since, param: since, time: changed_at, overlap: PT5M}
                    cost: 1
                tables:
                  shop_orders:
                    description: One row for each order.
                    key: [order_id]
                    scope_views: true
                    ignored: [url]
                    columns:
                      order_id: {type: bigint, from: id, description: Id of the order.}
                      total: {type: "numeric(18,2)", from: [total.amount, total], description: What the customer paid.}
                      extra: {type: jsonb, rest: more, description: All the other fields.}
                  shop_items:
                    description: One row for each item of an order.
                    rows: items
                    key: [order_id, item_id]
                    columns:
                      order_id: {type: bigint, from: "^id", description: Order of the item.}
                      item_id: {type: bigint, from: id, description: Id of the item.}
            """;

    private static final String WITH_EVENTS = VALID + """
              order_events:
                description: What happened to orders.
                api_generation: v1
                key: data.id
                expect_rows: true
                listings:
                  flow:
                    path: /orders/{key}/events
                    records: events
                    paging: {kind: single}
                    incremental: {kind: for_each, entity: orders}
                tables:
                  shop_order_events:
                    description: One row for each event of an order.
                    key: [event_id]
                    columns:
                      event_id: {type: bigint, from: data.id, description: Id of the event.}
            """;

    @Test
    void findsNothingWrongWithAValidFile() {
        Catalog catalog = read(VALID);

        assertThat(catalog.source("shop")
                        .entity("orders")
                        .table()
                        .column("total")
                        .type())
                .isEqualTo(new ColumnType.Numeric(18, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is replaced                | by what                             | line | what the message says
            key: id                           | ky: id                              | 10 | Unknown key 'ky': did you mean 'key'? Known here: description, api_generation
            key: id                           | ky: id                              | 7  | Missing key 'key': expected the payload field that identifies a record
            cost: 1                           | kost: 1                             | 20 | Unknown key 'kost': did you mean 'cost'?
            cost: 1                           | cost: -1                            | 20 | Invalid value of 'cost': -1: expected the cost of a request in the daily budget, 0 or more
            cost: 1                           | cost: cheap                         | 20 | Invalid value of 'cost': 'cheap': expected the cost of a request
            source: shop                      | source: My Shop                     | 1  | Invalid value of 'source': 'My Shop': expected lower-case letters
            source: shop                      | kind: shop                          | 1  | Missing key 'source'
            kind: numbered                    | kind: numberd                       | 18 | Unknown value 'numberd' of 'kind': did you mean 'numbered'?
            kind: numbered                    | kind: offset                        | 18 | Unknown value 'offset' of 'kind'. Known here: single, cursor, numbered, time
            kind: since                       | kind: windows                       | 19 | Unknown value 'windows' of 'kind'. Known here: snapshot, since, from_cursor, from_time, for_each
            next: next_page                   | nxt: next_page                      | 18 | Unknown key 'nxt': did you mean 'next'?
            size: 50                          | size: 0                             | 18 | Invalid value of 'size': 0: expected records a page, 1 or more
            path: /orders                     | path: orders                        | 15 | Invalid value of 'path': 'orders': expected a path below the base URL that starts with '/'
            kind: since, param: since, time: changed_at, overlap: PT5M | kind: from_cursor, start_param: start | 19 | Incremental 'from_cursor' works with paging 'cursor' only
            kind: since, param: since, time: changed_at, overlap: PT5M | kind: from_time, overlap: PT5M | 19 | Incremental 'from_time' works with paging 'time' only
            overlap: PT5M                     | overlap: 5 minutes                  | 19 | Invalid duration '5 minutes': expected ISO 8601 such as PT10M
            overlap: PT5M                     | overlap: -PT5M                      | 19 | The overlap is negative: expected PT0S or more
            params: {state: any}              | params: {page: 2}                   | 17 | Parameter 'page' is set by 'param': expected params without it
            {header: x-token, secret: "SHOP_TOKEN_{SCOPE}"} | {secret: SHOP_TOKEN}  | 5  | expected {header, scheme, secret}, {basic_user, secret}, {client_credentials, client} or {refresh_token, client}
            secret: "SHOP_TOKEN_{SCOPE}"      | secret: abc-123                     | 5  | never the secret itself
            version: [changed_at]             | version: []                         | 11 | Invalid value of 'version': an empty list: expected a list of at least one payload path
            version: [changed_at]             | version: [changed..at]              | 11 | Invalid path 'changed..at'
            deleted: [gone]                   | deleted: ["^gone"]                  | 12 | which only a child table has
            deleted: [gone]                   | deleted: gone                       | 12 | Invalid value of 'deleted': 'gone': expected a list of at least one payload path
            key: [order_id]                   | key: [orderid]                      | 24 | Key column 'orderid' does not exist: did you mean 'order_id'? Known here: order_id, total, extra
            key: [order_id]                   | key: [total]                        | 24 | The key is not the record's: expected one column, from: id
            order_id: {type: bigint, from: id, description: Id of the order.} | order_id: {type: int, from: id, description: Id of the order.} | 24 | (the entity's key), of type bigint or text
            order_id: {type: bigint, from: id, description: Id of the order.} | order_id: {type: text, from: id, description: Id of the order.} | 34 | of the type of the record's key
            key: [order_id]                   | key: [extra]                        | 24 | Key column 'extra' has no path
            key: [order_id, item_id]          | key: [item_id]                      | 34 | expected a key column from "^id"
            ignored: [url]                    | ignored: [total]                    | 26 | Field 'total' is ignored and read by a column
            ignored: [url]                    | history: {created: total, columns: [total]} | 26 | Column 'total' is not a time: expected one of type timestamptz
            ignored: [url]                    | history: {created: extra, columns: [totl]} | 26 | Table 'shop_orders' has no column 'totl': did you mean 'total'?
            ignored: [url]                    | history: {created: extra, columns: [total], since: {totl: {time: extra}}} | 26 | Earlier values of 'totl' are not kept: expected it among the columns: did you mean 'total'?
            ignored: [url]                    | history: {created: extra, columns: [order_id]} | 26 | Column 'order_id' is part of the key, which never changes
            ignored: [url]                    | custom_fields: {values: total, definitions: {table: shop_items, code: item_id, name: item_id, type: item_id, custom: item_id}} | 26 | Table 'shop_orders' has no jsonb column 'total'
            ignored: [url]                    | custom_fields: {values: extra, definitions: {table: shop_item, code: item_id, name: item_id, type: item_id, custom: item_id}} | 26 | There is no table 'shop_item': did you mean 'shop_items'?
            ignored: [url]                    | custom_fields: {values: extra, definitions: {table: shop_items, code: id, name: item_id, type: item_id, custom: item_id}} | 26 | Table 'shop_items' has no column 'id'
            from: [total.amount, total]       | from: {}                            | 29 | Invalid value of 'from': a mapping with the keys []: expected a payload path or a list of them
            from: [total.amount, total]       | from: {nort: total}                 | 29 | Unknown scope 'nort': did you mean 'north'? Known here: north. Another one must be in the 'default' of 'scopes'
            from: [total.amount, total]       | from: {north: [total, "a..b"]}      | 29 | Invalid path 'a..b'
            from: [total.amount, total]       | from: {north: "^total"}             | 29 | which only a child table has
            from: [total.amount, total]       | from: {north: []}                   | 29 | Invalid value of 'north': an empty list: expected the paths in that scope
            "numeric(18,2)", from: [total.amount, total] | text, lable_of: order_id | 29 | Unknown key 'lable_of': did you mean 'label_of'?
            "numeric(18,2)", from: [total.amount, total] | text, label_of: order_id | 29 | Table 'shop_orders' does not say where the labels of options are: expected 'options' in its 'custom_fields'
            "numeric(18,2)", from: [total.amount, total] | text, label_of: orderid  | 29 | Table 'shop_orders' has no column 'orderid' with paths: did you mean 'order_id'?
            "numeric(18,2)", from: [total.amount, total] | int, label_of: order_id  | 29 | A label is a text: expected type text
            from: id, description: Id of the item | from: {north: id}, description: Id of the item | 37 | A child table is read alike in all scopes: expected a path or a list of them
            total: {type                      | Total: {type                        | 29 | Invalid name 'Total': expected lower-case letters
            total: {type                      | scope: {type                        | 29 | Every table already has a column 'scope'
            total: {type                      | order_id: {type                     | 29 | Key 'order_id' appears twice (first in line 28)
            "numeric(18,2)"                   | money                               | 29 | Invalid value of 'type': 'money': expected text, bigint
            "numeric(18,2)"                   | "numeric(2,3)"                      | 29 | Invalid type 'numeric(2,3)': expected numeric(digits in all, digits after the point)
            [total.amount, total]             | ["total[last]"]                     | 29 | 'total[last]' is not a step
            [total.amount, total]             | [paid@epoch]                        | 29 | Path 'paid@epoch' gives a timestamptz, the column is numeric(18,2)
            [total.amount, total]             | ["paid?"]                           | 29 | Path 'paid?' gives a boolean
            [total.amount, total]             | [1e5]                               | 29 | expected a payload path as text (in quotes if it looks like a number)
            from: [total.amount, total]       | absent: false                       | 29 | expected true; omit it otherwise
            from: [total.amount, total]       | rest: more, absent: true            | 29 | exactly one of from (paths), rest (unmapped fields), label_of (a column with ids) and absent: true
            from: [total.amount, total], d    | d                                   | 29 | exactly one of from (paths), rest (unmapped fields), label_of (a column with ids) and absent: true
            What the customer paid.           | Paid.                               | 29 | Invalid value of 'description': 'Paid.': expected a sentence
            jsonb, rest: more                 | text, rest: more                    | 30 | expected type jsonb
            "numeric(18,2)", from: [total.amount, total] | jsonb, rest: ""          | 30 | A second column takes the unmapped fields
            {type: bigint, from: id, description: Id of the item.} | {type: jsonb, rest: "", description: All of the rest.} | 37 | A child table has no unmapped fields
            rows: items                       | scope_views: false                  | 31 | is not the entity's first, so it is a child table: expected 'rows'
            scope_views: true                 | rows: parts                         | 25 | The first table of an entity contains the records themselves
            shop_items:                       | shop_items_of_orders_with_a_name_that_goes_on_and_on_beyond_the_limit: | 31 | Invalid name
            default: [north]                  | default: [Norte]                    | 3  | Invalid value in 'default': 'Norte': expected lower-case letters
            """)
    void saysWhereAMistakeIsAndWhatWouldBeRight(String right, String wrong, int line, String message) {
        assertThat(VALID).contains(right);

        List<CatalogProblem> problems = mistakes(VALID.replace(right, wrong));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("shop.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    private static final String WITH_LIMITS = VALID.replace("entities:\n", """
            limits:
              account: {remaining: [left, x-left], total: limit, resets: reset}
              shared: {header: "x-{budget}-left", remaining: left, total: all, resets: in}
            refusals:
              - {status: 403, web_page: true, means: blocked}
            entities:
            """);

    @Test
    void readsWhatASourceTellsOfItsLimitsAndMeansByErrors() {
        Source shop = read(WITH_LIMITS).source("shop");

        assertThat(shop.limits())
                .isEqualTo(new Limits(
                        new Limits.Headers(List.of("left", "x-left"), List.of("limit"), List.of("reset")),
                        Limits.Headers.NONE,
                        new Limits.Shared("x-{budget}-left", "left", "all", "in")));
        assertThat(shop.refusals()).containsExactly(new Source.Refusal(403, "", true, Source.Refusal.Meaning.BLOCKED));
        assertThat(read(VALID).source("shop").limits()).isEqualTo(Limits.UNTOLD);
    }

    @Test
    void aLabelHasNoPast() {
        String total = "total: {type: \"numeric(18,2)\"";
        assertThat(VALID).contains(total, "ignored: [url]");

        assertThat(mistakes(VALID.replace("ignored: [url]", "history: {created: changed_at, columns: [total]}")
                        .replace(
                                total,
                                total.replace(
                                        "\"numeric(18,2)\"",
                                        "text, label_of: order_id}\n          paid: {type: text"))))
                .extracting(CatalogProblem::message)
                .contains(
                        "Column 'total' shows labels as they are now, so it has no past: expected the column with the ids");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shop_order | Column 'item_id' refers to 'shop_order', which is not a table of this source's records: did you mean 'shop_orders'? Known here: shop_orders
            shop_items | Column 'item_id' refers to 'shop_items', which is not a table of this source's records. Known here: shop_orders
            """)
    void saysWhatIsWrongWithAReference(String table, String message) {
        String right = "item_id: {type: bigint, from: id,";
        assertThat(VALID).contains(right);

        assertThat(mistakes(VALID.replace(right, right + " references: " + table + ",")))
                .extracting(CatalogProblem::message)
                .containsExactly(message);
        assertThat(mistakes(VALID.replace("total: {", "total: {references: shop_orders, ")))
                .extracting(CatalogProblem::message)
                .containsExactly(
                        "Column 'total' is of type numeric(18,2), the key of 'shop_orders' is bigint: expected the same");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is replaced                | by what                             | line | what the message says
            [left, x-left]                    | [left, "x left"]                    | 7  | expected the name of a header: letters, digits and '-'
            remaining: [left, x-left], t      | t                                   | 7  | Missing key 'remaining': expected the name of a header
            resets: reset                     | reset: reset                        | 7  | Unknown key 'reset': did you mean 'resets'?
            x-{budget}-left                   | x-left                              | 8  | with {budget} in place of the budget's name
            status: 403                       | status: 200                         | 10 | Invalid value of 'status': 200: expected the HTTP status, from 400 to 599
            means: blocked                    | means: busy                         | 10 | Unknown value 'busy' of 'means'. Known here: too_recent, blocked
            """)
    void saysWhatIsWrongWithLimitsAndErrors(String right, String wrong, int line, String message) {
        assertThat(WITH_LIMITS).contains(right);

        assertThat(mistakes(WITH_LIMITS.replace(right, wrong))).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    private static final String WITH_CHECKS = VALID.replace("entities:\n", """
            calendar: north
            checks:
              changes: {warn: PT24H, error: PT72H}
              scopes: {north: {extracted: {error: PT30H}}}
              orphans: {warn: 0.1, error: 0.5}
            entities:
            """);

    private static final String CALENDAR = """
            calendar: north
            description: The working days of the north.
            time_zone: America/Sao_Paulo
            working_days: [monday, tuesday]
            holidays: {new_year: "01-01", good_friday: easter-2}
            """;

    private static Catalog readWithCalendar(String shop, String calendar) {
        return CatalogReader.read(
                List.of(new CatalogFile("shop.yaml", shop), new CatalogFile("calendar.yaml", calendar)));
    }

    @Test
    void readsWhatIsUsualOfASource() {
        Expectations usual =
                readWithCalendar(WITH_CHECKS, CALENDAR).source("shop").expectations();

        assertThat(usual.changes("north")).isEqualTo(new Ages(Duration.ofHours(24), Duration.ofHours(72)));
        assertThat(usual.of("north", "orders").extracted()).isEqualTo(new Ages(null, Duration.ofHours(30)));
        assertThat(usual.of("south", "orders").extracted()).isEqualTo(new Ages(null, Duration.ofHours(24)));
        assertThat(usual.of("north", "orders").orphans()).isEqualTo(new Shares(0.1, 0.5));
        assertThat(usual.of("north", "orders").leastRows()).isEqualTo(50);
        assertThat(usual.calendar().isWorkingDay(LocalDate.of(2026, 11, 25))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is replaced                | by what                             | line | what the message says
            calendar: north                   | calendar: nort                      | 6  | Unknown calendar 'nort': did you mean 'north'?
            changes: {warn                    | change: {warn                       | 8  | Unknown key 'change': did you mean 'changes'?
            warn: PT24H                       | warn: a day                         | 8  | Invalid duration 'a day': expected ISO 8601
            warn: PT24H                       | warn: PT96H                         | 8  | The check warns at PT96H, but already fails at PT72H: expected warn below error
            error: PT30H                      | eror: PT30H                         | 9  | Unknown key 'eror': did you mean 'error'?
            warn: 0.1                         | warn: 10 %                          | 10 | Invalid value of 'warn': '10 %': expected a share from 0 to 1
            warn: 0.1                         | warn: 0.6                           | 10 | The check warns at 0.6, but already fails at 0.5
            time_zone: America/Sao_Paulo      | time_zone: Sao Paulo                | 3  | Unknown time zone 'Sao Paulo': expected an IANA name
            tuesday                           | tusday                              | 4  | Unknown value 'tusday' in 'working_days': did you mean 'tuesday'?
            01-01                             | 02-30                               | 5  | Invalid day '02-30': expected an existing day
            01-01                             | 1 January                           | 5  | Invalid value of 'new_year': '1 January': expected a day of every year such as 12-25
            """)
    void saysWhatIsWrongWithChecksAndCalendars(String right, String wrong, int line, String message) {
        assertThat(WITH_CHECKS + CALENDAR).contains(right);
        // The calendar's own name stays.
        String calendar = right.startsWith("calendar:") ? CALENDAR : CALENDAR.replace(right, wrong);

        assertThat(catchThrowableOfType(
                                InvalidCatalogException.class,
                                () -> readWithCalendar(WITH_CHECKS.replace(right, wrong), calendar))
                        .problems())
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void findsNothingWrongWithListsForEachRecordOfAnotherEntity() {
        Entity events = read(WITH_EVENTS).source("shop").entity("order_events");

        assertThat(events.listedForEach()).containsExactly("orders");
        assertThat(events.isSnapshot()).isFalse();
        assertThat(events.listings().get(0).of(7).path()).isEqualTo("/orders/7/events");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what is replaced                | by what                             | line | what the message says
            entity: orders                    | entity: order                       | 48 | Unknown entity 'order': did you mean 'orders'?
            entity: orders                    | entity: order_events                | 48 | Entity 'order_events' is itself listed for each record of another
            for_each, entity: orders          | for_each                            | 48 | Missing key 'entity': expected the name of the entity whose keys are in the path
            for_each, entity: orders          | snapshot                            | 45 | The path contains {key}: expected incremental: {kind: for_each, entity: ...}
            /orders/{key}/events              | /orders/events                      | 45 | expected {key} in the path
            path: /orders                     | path: /orders/{key}                 | 15 | The path contains {key}
            kind: single                      | kind: time, size_param: n, size: 5, param: t, next: t, end: e | 48 | Incremental 'for_each' works with any paging but 'time'
            expect_rows: true                 | absent_means_deleted: true          | 42 | expected no absent_means_deleted
            deleted: [gone]                   | enabled: false                      | 48 | Entity 'orders' is disabled
            order_id: {type: bigint, from: id, description: Id of the order.} | order_id: {type: text, from: id, description: Id of the order.} | 48 | Entity 'orders' is not identified by whole numbers
            key: data.id                      | key: data..id                       | 41 | Invalid value of 'key': 'data..id': expected the payload field that identifies a record within its scope, names joined by '.'
            from: data.id                     | from: id                            | 52 | The key is not the record's: expected one column, from: data.id
            """)
    void saysWhatIsWrongWithListsForEachRecordOfAnotherEntity(String right, String wrong, int line, String message) {
        assertThat(WITH_EVENTS).contains(right);

        assertThat(mistakes(WITH_EVENTS.replace(right, wrong))).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void listsAllMistakesOfAllFilesInTheirOrder() {
        String orders = VALID.replace("cost: 1", "kost: 1").replace("overlap: PT5M", "overlap: soon");
        String returns = VALID.replace("source: shop", "source: returns").replace("shop_items:", "return_items:");

        InvalidCatalogException thrown = catchThrowableOfType(
                InvalidCatalogException.class,
                () -> CatalogReader.read(List.of(
                        new CatalogFile("shop.yaml", orders),
                        new CatalogFile("returns.yaml", returns),
                        new CatalogFile("broken.yaml", "source: [\n"),
                        new CatalogFile("views/vw_orders.sql", "select 1"))));

        assertThat(thrown)
                .hasMessageStartingWith("Invalid catalog, 5 mistakes:\n  shop.yaml:19: Invalid duration 'soon'")
                .hasMessageContaining("shop.yaml:20: Unknown key 'kost'")
                .hasMessageContaining(
                        "returns.yaml:22: Table 'shop_orders' is already filled by shop.orders: expected another name")
                .hasMessageContaining(
                        "broken.yaml:2: Invalid YAML: while parsing a flow node, expected the node content, but found '<stream end>'")
                .hasMessageContaining("views/vw_orders.sql:1: A query is a model");
    }

    @Test
    void refusesScopeViewsWhoseNamesPostgresWouldCut() {
        String scope = "a_scope_name_that_is_fine_alone_but_not_in_a_view";

        assertThat(mistakes(VALID.replace("[north]", "[" + scope + "]")).toString())
                .contains("shop.yaml:22: The scope view's name would be vw_shop_orders_" + scope);
    }

    @Test
    void refusesAliasesAndSecondDocuments() {
        assertThat(mistakes(VALID.replace("[changed_at]", "&clock [changed_at]").replace("[gone]", "*clock"))
                        .toString())
                .contains("shop.yaml:12: YAML aliases (*name) are not supported");
        assertThat(mistakes(VALID + "---\nsource: other\n").toString()).contains("shop.yaml:39: A second document");
    }

    @Test
    void refusesAFileThatDescribesNothing() {
        assertThat(mistakes("- a list\n").toString()).contains("shop.yaml:1: Expected the description of a source");
        assertThat(mistakes("").toString()).contains("shop.yaml:1: Expected the description of a source");
    }

    private static List<CatalogProblem> mistakes(String yaml) {
        return catchThrowableOfType(InvalidCatalogException.class, () -> read(yaml))
                .problems();
    }

    private static Catalog read(String yaml) {
        return CatalogReader.read(List.of(new CatalogFile("shop.yaml", yaml)));
    }
}
