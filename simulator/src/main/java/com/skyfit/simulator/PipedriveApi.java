package com.skyfit.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pipedrive's API v2, with users, activity types and deals' flows of v1, as strict as its reference says the real one is. Guarded by the simulator's lock. */
final class PipedriveApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LARGEST_PAGE = 500;
    private static final int USUAL_PAGE = 100;
    private static final Duration DELETED_SHOWN = Duration.ofDays(30);
    private static final int IGNORED_LIMITS_BEFORE_BLOCK = 30;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Set<String> TIMED_SORTS = Set.of("id", "update_time", "add_time");

    private static final Pattern FLOW = Pattern.compile("(?:/api)?/v1/deals/(?<deal>\\d{1,18})/flow");
    private static final Set<String> FLOW_PARAMETERS = Set.of("items", "all_changes", "start", "limit");

    private static final Set<String> COMMON = Set.of("limit", "cursor", "sort_by", "sort_direction");
    private static final Set<String> TIMED =
            Set.of("updated_since", "updated_until", "ids", "owner_id", "include_fields");
    private static final Map<String, Set<String>> MORE = Map.of(
            "deals", Set.of("person_id", "org_id", "pipeline_id", "stage_id", "status"),
            "persons", Set.of("org_id", "deal_id"),
            "organizations", Set.of(),
            "activities", Set.of("deal_id", "lead_id", "person_id", "org_id", "done"));

    private final World world;
    private final Map<String, String> scopeByToken = new HashMap<>();
    private final Map<String, PipedriveRecords> records = new HashMap<>();
    private final Map<String, Budget> bursts = new HashMap<>();
    private final Map<String, Budget> days = new HashMap<>();
    private final Map<String, Integer> ignoredLimits = new HashMap<>();
    private long refusals;

    PipedriveApi(World world, SimulatorOptions options, LongSupplier nanoClock) {
        this.world = world;
        for (String scope : options.pipedriveScopes()) {
            scopeByToken.put(token(options.seed(), scope), scope);
            records.put(scope, new PipedriveRecords(world, scope));
            bursts.put(scope, new Budget(options.limits().pipedriveBurst(), Duration.ofSeconds(2), nanoClock));
            days.put(scope, new Budget(options.limits().pipedriveDaily(), Duration.ofDays(1), nanoClock));
        }
    }

    /** The token that opens a company. */
    static String token(long seed, String scope) {
        return Chance.named(seed, "token of " + scope).hex(40);
    }

    long refusals() {
        return refusals;
    }

    Reply get(String path, Query query, @Nullable String token) {
        String scope = token == null ? null : scopeByToken.get(token);
        if (scope == null) {
            return Reply.json(
                            401,
                            "{\"success\":false,\"error\":\"unauthorized access\",\"errorCode\":401,"
                                    + "\"error_info\":\"Please check developers.pipedrive.com\"}")
                    .with(Map.of("x-401-by-gw", "true"));
        }
        int cost = cost(path);
        Reply limited = limited(scope, cost);
        Reply reply;
        if (limited != null) {
            reply = limited;
        } else {
            try {
                reply = Reply.json(200, answer(path, query, scope));
            } catch (Refusal refusal) {
                reply = refusal.reply();
            }
        }
        return reply.with(limitHeaders(scope));
    }

    private @Nullable Reply limited(String scope, int cost) {
        if (budget(bursts, scope).take(1) && budget(days, scope).take(cost)) {
            ignoredLimits.remove(scope);
            return null;
        }
        refusals++;
        if (ignoredLimits.merge(scope, 1, Integer::sum) > IGNORED_LIMITS_BEFORE_BLOCK) {
            return Reply.text(403, "text/html", "<!DOCTYPE html><html><body><h1>Access denied</h1></body></html>");
        }
        return Reply.json(429, "{\"success\":false,\"error\":\"request over limit\",\"errorCode\":429}");
    }

    private Map<String, String> limitHeaders(String scope) {
        Map<String, String> headers = new LinkedHashMap<>();
        Budget burst = budget(bursts, scope);
        Budget day = budget(days, scope);
        headers.put("x-ratelimit-limit", String.valueOf(burst.total()));
        headers.put("x-ratelimit-remaining", String.valueOf(burst.remaining()));
        headers.put("x-ratelimit-reset", "2");
        headers.put("x-daily-ratelimit-token-limit", String.valueOf(day.total()));
        headers.put("x-daily-ratelimit-token-remaining", String.valueOf(day.remaining()));
        return headers;
    }

    private static Budget budget(Map<String, Budget> budgets, String scope) {
        Budget budget = budgets.get(scope);
        if (budget == null) {
            throw new IllegalStateException("No budget of " + scope);
        }
        return budget;
    }

    private static int cost(String path) {
        return switch (path) {
            case "/api/v2/deals/archived", "/api/v1/users", "/v1/users", "/api/v1/activityTypes", "/v1/activityTypes" ->
                20;
            case "/api/v2/pipelines", "/api/v2/stages" -> 5;
            case "/api/v1/users/me", "/v1/users/me" -> 2;
            default -> FLOW.matcher(path).matches() ? 40 : path.matches("/api/v2/[a-z]+/\\d+") ? 1 : 10;
        };
    }

    private ObjectNode answer(String path, Query query, String scope) {
        return switch (path) {
            case "/api/v2/deals" -> list(scope, "deals", query, item -> !item.archived());
            case "/api/v2/deals/archived" -> list(scope, "deals", query, Item::archived);
            case "/api/v2/persons",
                    "/api/v2/organizations",
                    "/api/v2/activities",
                    "/api/v2/pipelines",
                    "/api/v2/stages" ->
                list(scope, path.substring("/api/v2/".length()), query, item -> !item.deleted());
            case "/api/v2/dealFields", "/api/v2/personFields", "/api/v2/organizationFields", "/api/v2/activityFields" ->
                list(scope, fields(path.substring("/api/v2/".length())), query, item -> !item.deleted());
            case "/api/v1/users", "/v1/users" -> whole(scope, "users", item -> true);
            case "/api/v1/activityTypes", "/v1/activityTypes" ->
                whole(scope, "activity_types", item -> !item.deleted());
            case "/api/v1/users/me", "/v1/users/me" -> me(scope);
            default -> FLOW.matcher(path).matches() ? flow(scope, path, query) : single(scope, path);
        };
    }

    private static String fields(String path) {
        String entity = PipedriveFields.ENTITY_BY_PATH.get(path);
        if (entity == null) {
            throw new IllegalArgumentException("No fields at " + path);
        }
        return entity;
    }

    /** The lists of v1 that know no pages. */
    private ObjectNode whole(String scope, String entity, Predicate<Item> shown) {
        ObjectNode body = JSON.objectNode().put("success", true);
        ArrayNode data = body.putArray("data");
        for (Item item : world.company(scope, entity).all()) {
            if (shown.test(item)) {
                data.add(render(scope, entity, item));
            }
        }
        body.putObject("additional_data").put("company_id", 12_000_001 + Math.floorMod(scope.hashCode(), 1_000));
        return body;
    }

    private ObjectNode me(String scope) {
        ObjectNode me = render(
                scope, "users", world.company(scope, "users").all().iterator().next());
        me.put("company_id", 12_000_001 + Math.floorMod(scope.hashCode(), 1_000));
        me.put("company_name", "SkyFit " + scope);
        me.put("company_domain", "skyfit-" + scope);
        me.put("company_country", "BR");
        ObjectNode body = JSON.objectNode().put("success", true);
        body.set("data", me);
        return body;
    }

    /** The changes of a deal, the newest first: one of v1's lists that go by offset. */
    private ObjectNode flow(String scope, String path, Query query) {
        for (String name : query.names()) {
            if (!FLOW_PARAMETERS.contains(name)) {
                throw invalid(name, "Parameter '" + name + "' is not allowed for this request");
            }
        }
        // Activities, notes and all else that a flow can hold is not simulated.
        if (!query.get("items", "").equals("dealChange")) {
            throw invalid("items", "Parameter 'items' must be dealChange");
        }
        if (!query.get("all_changes", "1").equals("1")) {
            throw invalid("all_changes", "Parameter 'all_changes' must be 1");
        }
        int limit = limit(query);
        int start = start(query);
        Matcher matcher = FLOW.matcher(path);
        Item deal =
                matcher.matches() ? world.company(scope, "deals").find(Long.parseLong(matcher.group("deal"))) : null;
        if (deal == null || deal.deleted()) {
            throw notFound();
        }
        DealFlow flow = world.flow(scope);
        List<DealChange> newestFirst = new ArrayList<>(flow.of(deal.id));
        Collections.reverse(newestFirst);
        int end = Math.min(newestFirst.size(), start + limit);
        ObjectNode body = JSON.objectNode().put("success", true);
        if (start >= end) {
            body.putNull("data");
        } else {
            ArrayNode data = body.putArray("data");
            for (DealChange change : newestFirst.subList(start, end)) {
                data.add(company(scope).change(deal, change));
                flow.show(change);
            }
        }
        boolean more = end < newestFirst.size();
        ObjectNode pagination = body.putObject("additional_data").putObject("pagination");
        pagination.put("start", start).put("limit", limit).put("more_items_in_collection", more);
        if (more) {
            pagination.put("next_start", end);
        }
        body.putObject("related_objects");
        return body;
    }

    private static int start(Query query) {
        String text = query.get("start", "0");
        if (!text.matches("\\d{1,9}")) {
            throw invalid("start", "Parameter 'start' must be a number from 0");
        }
        return Integer.parseInt(text);
    }

    private static Refusal notFound() {
        return new Refusal(Reply.json(
                404,
                "{\"success\":false,\"error\":\"Not found\",\"error_info\":\"Please check developers.pipedrive.com\","
                        + "\"data\":null,\"additional_data\":null}"));
    }

    private ObjectNode single(String scope, String path) {
        String[] parts = path.split("/", -1);
        boolean known = path.matches("/api/v2/(deals|persons|organizations|activities|pipelines|stages)/\\d{1,18}");
        Item item = known ? world.company(scope, parts[3]).find(Long.parseLong(parts[4])) : null;
        if (item == null) {
            throw notFound();
        }
        ObjectNode body = JSON.objectNode().put("success", true);
        body.set("data", without(render(scope, parts[3], item), parts[3], Set.of()));
        return body;
    }

    private ObjectNode list(String scope, String entity, Query query, Predicate<Item> shown) {
        check(entity, query);
        int limit = limit(query);
        String sort = query.get("sort_by", "id");
        boolean ascending = direction(query);
        Cursor cursor = cursor(query, sort, ascending);
        long since = time(query, "updated_since", Long.MIN_VALUE);
        long until = time(query, "updated_until", Long.MAX_VALUE);
        Set<String> included = included(entity, query);
        Predicate<ObjectNode> filter = filter(query);
        Predicate<Item> alive = alive(entity, query);
        ObjectNode body = JSON.objectNode().put("success", true);
        ArrayNode data = body.putArray("data");
        String next = null;
        Item last = null;
        for (Item item : candidates(world.company(scope, entity), sort, ascending, cursor, since)) {
            if (item.updated() < since || item.updated() >= until || !shown.test(item) || !alive.test(item)) {
                continue;
            }
            ObjectNode record = render(scope, entity, item);
            if (!filter.test(record)) {
                continue;
            }
            if (data.size() == limit && last != null) {
                next = new Cursor(sort, ascending, last.updated(), last.id, filters(query)).text();
                break;
            }
            data.add(without(record, entity, included));
            last = item;
        }
        body.putObject("additional_data").put("next_cursor", next);
        return body;
    }

    private static Iterable<Item> candidates(
            Shelf shelf, String sort, boolean ascending, @Nullable Cursor cursor, long since) {
        if (sort.equals("update_time")) {
            if (ascending) {
                return cursor == null ? shelf.since(since) : shelf.behind(cursor.updated(), cursor.id());
            }
            return cursor == null
                    ? shelf.before(Long.MAX_VALUE, Long.MAX_VALUE)
                    : shelf.before(cursor.updated(), cursor.id());
        }
        // Ids are given in the order of creation, so the order by add_time is that by id.
        long from = cursor == null ? (ascending ? Long.MIN_VALUE : Long.MAX_VALUE) : cursor.id();
        return ascending ? shelf.behindId(from) : shelf.beforeId(from);
    }

    private ObjectNode render(String scope, String entity, Item item) {
        return company(scope).render(entity, item);
    }

    private PipedriveRecords company(String scope) {
        PipedriveRecords company = records.get(scope);
        if (company == null) {
            throw new IllegalStateException("No company " + scope);
        }
        return company;
    }

    private static ObjectNode without(ObjectNode record, String entity, Set<String> included) {
        for (String optional : PipedriveRecords.OPTIONAL_FIELDS.getOrDefault(entity, Set.of())) {
            if (!included.contains(optional)) {
                record.remove(optional);
            }
        }
        return record;
    }

    private static void check(String entity, Query query) {
        Set<String> allowed =
                new TreeSet<>(PipedriveFields.isField(entity) ? Set.of("limit", "cursor", "include_fields") : COMMON);
        if (MORE.containsKey(entity)) {
            allowed.addAll(TIMED);
            allowed.addAll(MORE.getOrDefault(entity, Set.of()));
        }
        if (entity.equals("stages")) {
            allowed.add("pipeline_id");
        }
        for (String name : query.names()) {
            if (!allowed.contains(name)) {
                throw invalid(name, "Parameter '" + name + "' is not allowed for this request");
            }
        }
        if (!TIMED_SORTS.contains(query.get("sort_by", "id"))) {
            throw invalid("sort_by", "Parameter 'sort_by' has an unknown value");
        }
    }

    private static Refusal invalid(String parameter, String message) {
        ObjectNode body = JSON.objectNode();
        body.put("success", false);
        body.put("error", "Validation failed: " + parameter + ": " + message);
        body.put("code", "ERR_SCHEMA_VALIDATION_FAILED");
        return new Refusal(Reply.json(400, body));
    }

    private static int limit(Query query) {
        String text = query.get("limit", String.valueOf(USUAL_PAGE));
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw invalid("limit", "Parameter 'limit' must be a number from 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    private static boolean direction(Query query) {
        String direction = query.get("sort_direction", "asc");
        if (!Set.of("asc", "desc").contains(direction)) {
            throw invalid("sort_direction", "Parameter 'sort_direction' must be asc or desc");
        }
        return direction.equals("asc");
    }

    private static long time(Query query, String name, long fallback) {
        String text = query.get(name, "");
        if (text.isEmpty()) {
            return fallback;
        }
        if (!TIME.matcher(text).matches()) {
            throw invalid(name, "Parameter '" + name + "' must be in RFC 3339 format");
        }
        return Instant.parse(text).getEpochSecond();
    }

    private static Set<String> included(String entity, Query query) {
        Set<String> known = PipedriveRecords.OPTIONAL_FIELDS.getOrDefault(entity, Set.of());
        Set<String> included = new TreeSet<>();
        for (String field : query.get("include_fields", "").split(",", -1)) {
            if (!field.isEmpty() && !known.contains(field)) {
                throw invalid("include_fields", "Field '" + field + "' is not allowed");
            }
            included.add(field);
        }
        return included;
    }

    private Predicate<Item> alive(String entity, Query query) {
        if (!entity.equals("deals")) {
            return item -> true;
        }
        long oldest = world.now().minus(DELETED_SHOWN).getEpochSecond();
        Set<String> statuses = statuses(query);
        boolean wantsDeleted = statuses.contains("deleted");
        boolean wantsLive = statuses.isEmpty() || statuses.stream().anyMatch(status -> !status.equals("deleted"));
        return item -> item.deleted() ? wantsDeleted && item.updated() >= oldest : wantsLive;
    }

    private static Set<String> statuses(Query query) {
        Set<String> statuses = new TreeSet<>();
        for (String status : query.get("status", "").split(",", -1)) {
            if (status.isEmpty()) {
                continue;
            }
            if (!Set.of("open", "won", "lost", "deleted").contains(status)) {
                throw invalid("status", "Parameter 'status' has an unknown value");
            }
            statuses.add(status);
        }
        return statuses;
    }

    private static Predicate<ObjectNode> filter(Query query) {
        Predicate<ObjectNode> filter = record -> true;
        for (String field :
                List.of("owner_id", "person_id", "org_id", "deal_id", "pipeline_id", "stage_id", "lead_id", "done")) {
            String wanted = query.get(field, "");
            if (!wanted.isEmpty()) {
                filter = filter.and(record -> record.path(field).asString("").equals(wanted));
            }
        }
        Set<String> statuses = statuses(query);
        if (!statuses.isEmpty()) {
            filter =
                    filter.and(record -> statuses.contains(record.path("status").asString("")));
        }
        String ids = query.get("ids", "");
        if (!ids.isEmpty()) {
            List<String> wanted = Arrays.asList(ids.split(",", -1));
            if (wanted.size() > 100) {
                throw invalid("ids", "Parameter 'ids' must not hold more than 100 ids");
            }
            filter = filter.and(record -> wanted.contains(record.path("id").asString("")));
        }
        return filter;
    }

    /** What a cursor belongs to: asking on with other filters is a mistake that the real API does not forgive either. */
    private static int filters(Query query) {
        List<String> filters = new ArrayList<>();
        query.values().forEach((name, value) -> {
            if (!name.equals("cursor") && !name.equals("limit")) {
                filters.add(name + "=" + value);
            }
        });
        return filters.stream().sorted().toList().hashCode();
    }

    private static @Nullable Cursor cursor(Query query, String sort, boolean ascending) {
        String text = query.get("cursor", "");
        if (text.isEmpty()) {
            return null;
        }
        Cursor cursor = Cursor.parse(text);
        if (cursor == null
                || !cursor.sort().equals(sort)
                || cursor.ascending() != ascending
                || cursor.filters() != filters(query)) {
            throw invalid("cursor", "Parameter 'cursor' is not valid for this request");
        }
        return cursor;
    }

    /** Where a walk stands: behind this record, in that order, under those filters. */
    private record Cursor(String sort, boolean ascending, long updated, long id, int filters) {

        String text() {
            String plain = String.join(
                    "|",
                    sort,
                    String.valueOf(ascending),
                    String.valueOf(updated),
                    String.valueOf(id),
                    String.valueOf(filters));
            return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        static @Nullable Cursor parse(String text) {
            try {
                String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
                return parts.length == 5
                        ? new Cursor(
                                parts[0],
                                Boolean.parseBoolean(parts[1]),
                                Long.parseLong(parts[2]),
                                Long.parseLong(parts[3]),
                                Integer.parseInt(parts[4]))
                        : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
