package com.skyfit.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Zendesk's exports and lists, with the traps that its reference tells of. Guarded by the simulator's lock. */
final class ZendeskApi {

    static final String EMAIL = "dados@skyfit.example";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LARGEST_EXPORT_PAGE = 1_000;
    private static final int LARGEST_PAGE = 100;
    private static final int DEEPEST_PAGE = 100;
    private static final Duration WITHHELD = Duration.ofMinutes(1);
    private static final String EXPORTS = "incremental-exports";
    private static final String CURSOR_EXPORTS = "incremental-exports-cursor";
    private static final Set<String> LISTS = Set.of(
            "tickets",
            "users",
            "organizations",
            "groups",
            "ticket_fields",
            "ticket_forms",
            "brands",
            "group_memberships",
            "satisfaction_ratings");

    private final World world;
    private final String baseUrl;
    private final String credentials;
    private final ZendeskRecords records;
    private final Budget account;
    private final Map<String, Budget> families = new LinkedHashMap<>();
    private long refusals;

    ZendeskApi(World world, SimulatorOptions options, String baseUrl, LongSupplier nanoClock) {
        this.world = world;
        this.baseUrl = baseUrl;
        this.records = new ZendeskRecords(world, baseUrl);
        String pair = EMAIL + "/token:" + token(options.seed());
        this.credentials = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Duration minute = Duration.ofMinutes(1);
        Limits limits = options.limits();
        this.account = new Budget(limits.zendeskPerMinute(), minute, nanoClock);
        families.put(EXPORTS, new Budget(limits.exportsPerMinute(), minute, nanoClock));
        families.put(CURSOR_EXPORTS, new Budget(limits.cursorExportsPerMinute(), minute, nanoClock));
    }

    /** The token that opens the account. */
    static String token(long seed) {
        return Chance.named(seed, "token of zendesk").hex(40);
    }

    long refusals() {
        return refusals;
    }

    /** The answer to an access token that was granted without the right to read. */
    static Reply missingScope() {
        return Reply.json(
                403, "{\"error\":\"forbidden\",\"description\":\"Missing the following required scopes: read\"}");
    }

    Reply get(String path, Query query, @Nullable String authorization) {
        String plain = path.endsWith(".json") ? path.substring(0, path.length() - ".json".length()) : path;
        boolean known = credentials.equals(authorization);
        if (plain.equals("/api/v2/users/me")) {
            return Reply.json(200, me(known));
        }
        if (!known) {
            return Reply.json(401, "{\"error\":\"Couldn't authenticate you\"}");
        }
        String family = family(plain);
        Budget budget = families.get(family);
        Map<String, String> headers = new LinkedHashMap<>();
        Reply reply;
        if (!account.take(1)) {
            refusals++;
            reply = Reply.text(429, "text/plain", "Number of allowed API requests per minute exceeded")
                    .with(Map.of("Retry-After", String.valueOf(account.resetSeconds())));
        } else if (budget != null && !budget.take(1)) {
            refusals++;
            reply = Reply.json(429, "{\"error\":\"APIRateLimitExceeded\",\"description\":\"Too many requests\"}")
                    .with(Map.of("Retry-After", String.valueOf(budget.resetSeconds())));
        } else {
            try {
                reply = Reply.json(200, answer(plain, query));
            } catch (Refusal refusal) {
                reply = refusal.reply();
            }
        }
        headers.put("x-rate-limit", String.valueOf(account.total()));
        headers.put("x-rate-limit-remaining", String.valueOf(account.remaining()));
        headers.put("ratelimit-limit", String.valueOf(account.total()));
        headers.put("ratelimit-remaining", String.valueOf(account.remaining()));
        headers.put("ratelimit-reset", String.valueOf(account.resetSeconds()));
        headers.put("x-zendesk-api-version", "v2");
        if (budget != null) {
            headers.put(
                    "zendesk-ratelimit-" + family,
                    "total=" + budget.total() + "; remaining=" + budget.remaining() + "; resets="
                            + budget.resetSeconds());
        }
        return reply.with(headers);
    }

    private static String family(String path) {
        if (!path.startsWith("/api/v2/incremental/")) {
            return "";
        }
        return path.endsWith("/cursor") ? CURSOR_EXPORTS : EXPORTS;
    }

    private ObjectNode me(boolean known) {
        ObjectNode body = JSON.objectNode();
        if (known) {
            body.set(
                    "user",
                    records.render("users", world.desk("users").all().iterator().next()));
        } else {
            body.putObject("user").putNull("id").put("name", "Anonymous user").put("email", "invalid@example.com");
        }
        return body;
    }

    private ObjectNode answer(String path, Query query) {
        return switch (path) {
            case "/api/v2/incremental/tickets/cursor" -> cursorExport("tickets", query);
            case "/api/v2/incremental/users/cursor" -> cursorExport("users", query);
            case "/api/v2/incremental/tickets" -> timeExport("tickets", query);
            case "/api/v2/incremental/users" -> timeExport("users", query);
            case "/api/v2/incremental/organizations" -> timeExport("organizations", query);
            case "/api/v2/incremental/ticket_metric_events" -> timeExport("ticket_metric_events", query);
            case "/api/v2/tickets/count" -> ticketCount();
            default -> list(path, query);
        };
    }

    private ObjectNode ticketCount() {
        ObjectNode body = JSON.objectNode();
        body.putObject("count")
                .put(
                        "value",
                        world.desk("tickets").all().stream()
                                .filter(item -> !item.deleted())
                                .count());
        return body;
    }

    private ObjectNode cursorExport(String entity, Query query) {
        Shelf shelf = world.desk(entity);
        String cursor = query.get("cursor", "");
        Iterable<Item> items = cursor.isEmpty() ? shelf.since(startTime(query)) : behind(shelf, cursor);
        ObjectNode body = JSON.objectNode();
        ArrayNode data = body.putArray(entity);
        Item last = null;
        boolean more = false;
        for (Item item : visible(items, entity, query)) {
            if (data.size() == pageSize(query, "per_page", LARGEST_EXPORT_PAGE)) {
                more = true;
                break;
            }
            data.add(exported(entity, item, query));
            last = item;
        }
        sideload(body, entity, query);
        String after = last == null ? null : cursorOf(last);
        body.put(
                "after_url",
                after == null ? null : baseUrl + "/api/v2/incremental/" + entity + "/cursor?cursor=" + after);
        body.put("after_cursor", after);
        body.putNull("before_url");
        body.putNull("before_cursor");
        body.put("end_of_stream", !more);
        return body;
    }

    private static String cursorOf(Item item) {
        return Base64.getEncoder()
                .encodeToString((item.updated() + ".0||" + item.id + "|").getBytes(StandardCharsets.UTF_8));
    }

    private static Iterable<Item> behind(Shelf shelf, String cursor) {
        try {
            String[] parts =
                    new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\.0\\|\\||\\|", -1);
            return shelf.behind(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Refusal(
                    Reply.json(
                            400,
                            "{\"errors\":[{\"code\":\"InvalidPaginationParameter\",\"title\":\"Invalid cursor\",\"detail\":\"\"}]}"));
        }
    }

    /** Inclusive at start_time. A page goes on past its size while the second is the same, so that the next one can start behind it. */
    private ObjectNode timeExport(String entity, Query query) {
        int size = pageSize(query, "per_page", LARGEST_EXPORT_PAGE);
        ObjectNode body = JSON.objectNode();
        ArrayNode data = body.putArray(entity);
        Item last = null;
        boolean more = false;
        for (Item item : visible(world.desk(entity).since(startTime(query)), entity, query)) {
            if (last != null && data.size() >= size && item.updated() != last.updated()) {
                more = true;
                break;
            }
            data.add(exported(entity, item, query));
            last = item;
        }
        sideload(body, entity, query);
        Long end = last == null ? null : Long.valueOf(last.updated());
        body.put("count", data.size());
        body.put("end_time", end);
        body.put("end_of_stream", !more);
        body.put(
                "next_page",
                end == null ? null : baseUrl + "/api/v2/incremental/" + entity + ".json?start_time=" + end);
        return body;
    }

    private long startTime(Query query) {
        String text = query.get("start_time", "");
        if (text.isEmpty()) {
            throw new Refusal(Reply.json(
                    400, "{\"error\":\"ParameterMissing\",\"description\":\"start_time is a required parameter\"}"));
        }
        if (!text.matches("\\d{1,12}")) {
            throw new Refusal(Reply.json(
                    400,
                    "{\"errors\":[{\"code\":\"InvalidValue\",\"title\":\"Invalid start_time\",\"detail\":\"\"}]}"));
        }
        long start = Long.parseLong(text);
        if (start > world.now().minus(WITHHELD).getEpochSecond()) {
            throw new Refusal(Reply.json(
                    400,
                    "{\"errors\":[{\"code\":\"StartTimeTooRecent\",\"title\":\"Too recent start_time\","
                            + "\"detail\":\"start_time must be more than one minute in the past\"}]}"));
        }
        return start;
    }

    private List<Item> visible(Iterable<Item> items, String entity, Query query) {
        long newest = world.now().minus(WITHHELD).getEpochSecond();
        boolean withoutDeleted = entity.equals("tickets")
                && query.get("exclude_deleted", "false").equals("true");
        List<Item> visible = new ArrayList<>();
        for (Item item : items) {
            if (item.updated() <= newest && !(withoutDeleted && item.deleted())) {
                visible.add(item);
            }
        }
        return visible;
    }

    private ObjectNode exported(String entity, Item item, Query query) {
        ObjectNode record = records.render(entity, item);
        if (entity.equals("tickets") && !includes(query, "metric_sets")) {
            record.remove("metric_set");
        }
        return record;
    }

    private static boolean includes(Query query, String sideload) {
        return List.of(query.get("include", "").split(",", -1)).contains(sideload);
    }

    private static void sideload(ObjectNode body, String entity, Query query) {
        if (entity.equals("tickets") && includes(query, "metric_sets")) {
            ArrayNode sets = body.putArray("metric_sets");
            body.path("tickets").forEach(ticket -> {
                if (ticket.has("metric_set")) {
                    sets.add(ticket.path("metric_set").deepCopy());
                }
            });
        }
    }

    private static int pageSize(Query query, String name, int largest) {
        String text = query.get(name, String.valueOf(largest));
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1) {
            throw new Refusal(
                    Reply.json(
                            400,
                            "{\"errors\":[{\"code\":\"InvalidPaginationParameter\",\"title\":\"Invalid page size\",\"detail\":\"\"}]}"));
        }
        return Math.min(largest, Integer.parseInt(text));
    }

    private ObjectNode list(String path, Query query) {
        String entity = path.startsWith("/api/v2/") ? path.substring("/api/v2/".length()) : "";
        if (!LISTS.contains(entity)) {
            throw new Refusal(Reply.json(404, "{\"error\":\"InvalidEndpoint\",\"description\":\"Not found\"}"));
        }
        List<Item> items = world.desk(entity).all().stream()
                .filter(item -> isListed(entity, item, query))
                .toList();
        boolean byCursor = query.names().stream().anyMatch(name -> name.startsWith("page["));
        // Ticket forms know pages by number only.
        return byCursor && !entity.equals("ticket_forms")
                ? cursorPage(entity, items, query)
                : numberedPage(entity, items, query);
    }

    private boolean isListed(String entity, Item item, Query query) {
        return switch (entity) {
            case "tickets" -> !item.deleted() && !records.isArchivedTicket(item);
            case "groups" ->
                !item.deleted() || query.get("exclude_deleted", "true").equals("false");
            case "ticket_forms" -> true;
            default -> !item.deleted();
        };
    }

    private ObjectNode cursorPage(String entity, List<Item> items, Query query) {
        int size = pageSize(query, "page[size]", LARGEST_PAGE);
        long after = afterId(query.get("page[after]", ""));
        List<Item> rest = items.stream().filter(item -> item.id > after).toList();
        List<Item> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode body = JSON.objectNode();
        add(body, entity, page, query);
        String cursor = page.isEmpty() ? null : idCursor(page.get(page.size() - 1).id);
        body.putObject("meta")
                .put("has_more", rest.size() > page.size())
                .put("after_cursor", cursor)
                .put("before_cursor", page.isEmpty() ? null : idCursor(page.get(0).id));
        body.putObject("links")
                .putNull("prev")
                .put("next", cursor == null ? null : baseUrl + "/api/v2/" + entity + ".json?page%5Bafter%5D=" + cursor);
        return body;
    }

    private static String idCursor(long id) {
        return Base64.getUrlEncoder()
                .encodeToString(("{\"o\":\"id\",\"v\":" + id + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static long afterId(String cursor) {
        if (cursor.isEmpty()) {
            return Long.MIN_VALUE;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Long.parseLong(plain.replaceAll(".*\"v\":|}", ""));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Reply.json(
                            400,
                            "{\"errors\":[{\"code\":\"InvalidPaginationParameter\",\"title\":\"Invalid cursor\",\"detail\":\"\"}]}"));
        }
    }

    private ObjectNode numberedPage(String entity, List<Item> items, Query query) {
        boolean whole = !query.names().contains("page")
                && !query.names().contains("per_page")
                && entity.equals("ticket_fields");
        int size = whole ? Math.max(1, items.size()) : pageSize(query, "per_page", LARGEST_PAGE);
        int number =
                pageSize(query.names().contains("page") ? query : new Query(Map.of("page", "1")), "page", 1_000_000);
        if (number > DEEPEST_PAGE) {
            throw new Refusal(Reply.json(
                    400,
                    "{\"errors\":[{\"code\":\"InvalidPaginationDepth\",\"title\":\"Too deep\",\"detail\":\"\"}]}"));
        }
        int from = Math.min(items.size(), (number - 1) * size);
        int to = Math.min(items.size(), from + size);
        ObjectNode body = JSON.objectNode();
        add(body, entity, items.subList(from, to), query);
        body.put("next_page", to < items.size() ? baseUrl + "/api/v2/" + entity + ".json?page=" + (number + 1) : null);
        body.put("previous_page", number > 1 ? baseUrl + "/api/v2/" + entity + ".json?page=" + (number - 1) : null);
        body.put("count", items.size());
        return body;
    }

    private void add(ObjectNode body, String entity, List<Item> page, Query query) {
        ArrayNode data = body.putArray(entity);
        for (Item item : page) {
            ObjectNode record = exported(entity, item, query);
            record.remove("generated_timestamp");
            if (entity.equals("organizations")) {
                record.remove("deleted_at");
            }
            data.add(record);
        }
    }
}
