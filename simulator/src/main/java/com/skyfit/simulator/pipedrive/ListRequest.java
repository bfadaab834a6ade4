package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.world.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A validated request for a list of v2.
 *
 * @param limit records of a page
 * @param sort the order's field
 * @param ascending its direction
 * @param cursor where the page before ended; null for the first page
 * @param since the first second of change that is meant
 * @param until the first second that no longer is
 * @param included fields beyond the usual ones
 * @param filter of records as they look
 * @param living of records by what they are
 * @param filters the sum of all parameters that a cursor belongs to
 */
record ListRequest(
        int limit,
        String sort,
        boolean ascending,
        @Nullable ListCursor cursor,
        long since,
        long until,
        Set<String> included,
        Predicate<ObjectNode> filter,
        Predicate<Item> living,
        int filters) {

    private static final int LARGEST_PAGE = 500;
    private static final int USUAL_PAGE = 100;
    private static final Duration DELETED_SHOWN = Duration.ofDays(30);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Set<String> SORTS = Set.of("id", "update_time", "add_time");

    private static final Set<String> COMMON = Set.of("limit", "cursor", "sort_by", "sort_direction");
    private static final Set<String> OF_DEFINITIONS = Set.of("limit", "cursor", "include_fields");
    private static final Set<String> TIMED =
            Set.of("updated_since", "updated_until", "ids", "owner_id", "include_fields");
    private static final Map<String, Set<String>> OF_TIMED = Map.of(
            "deals", Set.of("person_id", "org_id", "pipeline_id", "stage_id", "status"),
            "persons", Set.of("org_id", "deal_id"),
            "organizations", Set.of(),
            "activities", Set.of("deal_id", "lead_id", "person_id", "org_id", "done"));
    private static final List<String> EQUALITIES =
            List.of("owner_id", "person_id", "org_id", "deal_id", "pipeline_id", "stage_id", "lead_id", "done");

    /**
     * Reads the parameters.
     *
     * @throws com.skyfit.simulator.source.Refusal if one of them is unknown or wrong
     */
    static ListRequest parse(String entity, Query query, Instant now) {
        check(entity, query);
        int limit = limit(query);
        String sort = query.get("sort_by", "id");
        boolean ascending = direction(query);
        int filters = filters(query);
        return new ListRequest(
                limit,
                sort,
                ascending,
                cursor(query, sort, ascending, filters),
                time(query, "updated_since", Long.MIN_VALUE),
                time(query, "updated_until", Long.MAX_VALUE),
                included(entity, query),
                filter(query),
                living(entity, query, now),
                filters);
    }

    boolean isByTime() {
        return sort.equals("update_time");
    }

    /** Whether a record's state matches. */
    boolean means(Item item) {
        return item.updated() >= since && item.updated() < until && living.test(item);
    }

    /** Where the next page begins if this one ends with that record. */
    ListCursor behind(Item last) {
        return new ListCursor(sort, ascending, last.updated(), last.id(), filters);
    }

    private static void check(String entity, Query query) {
        Set<String> allowed = new TreeSet<>(PipedriveFields.isField(entity) ? OF_DEFINITIONS : COMMON);
        if (OF_TIMED.containsKey(entity)) {
            allowed.addAll(TIMED);
            allowed.addAll(OF_TIMED.getOrDefault(entity, Set.of()));
        }
        if (entity.equals("stages")) {
            allowed.add("pipeline_id");
        }
        for (String name : query.names()) {
            if (!allowed.contains(name)) {
                throw PipedriveErrors.notAllowed(name);
            }
        }
        if (!SORTS.contains(query.get("sort_by", "id"))) {
            throw PipedriveErrors.invalid("sort_by", "Parameter 'sort_by' has an unknown value");
        }
    }

    /** The size of a page, of lists by offset too. */
    static int limit(Query query) {
        String text = query.get("limit", String.valueOf(USUAL_PAGE));
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw PipedriveErrors.invalid("limit", "Parameter 'limit' must be a number from 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    private static boolean direction(Query query) {
        String direction = query.get("sort_direction", "asc");
        if (!Set.of("asc", "desc").contains(direction)) {
            throw PipedriveErrors.invalid("sort_direction", "Parameter 'sort_direction' must be asc or desc");
        }
        return direction.equals("asc");
    }

    private static long time(Query query, String name, long fallback) {
        String text = query.get(name, "");
        if (text.isEmpty()) {
            return fallback;
        }
        if (!TIME.matcher(text).matches()) {
            throw PipedriveErrors.invalid(name, "Parameter '" + name + "' must be in RFC 3339 format");
        }
        return Instant.parse(text).getEpochSecond();
    }

    private static Set<String> included(String entity, Query query) {
        Set<String> known = OptionalFields.of(entity);
        Set<String> included = new TreeSet<>();
        for (String field : query.get("include_fields", "").split(",", -1)) {
            if (!field.isEmpty() && !known.contains(field)) {
                throw PipedriveErrors.invalid("include_fields", "Field '" + field + "' is not allowed");
            }
            included.add(field);
        }
        return included;
    }

    private static Predicate<Item> living(String entity, Query query, Instant now) {
        if (!entity.equals("deals")) {
            return item -> true;
        }
        long oldest = now.minus(DELETED_SHOWN).getEpochSecond();
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
                throw PipedriveErrors.invalid("status", "Parameter 'status' has an unknown value");
            }
            statuses.add(status);
        }
        return statuses;
    }

    private static Predicate<ObjectNode> filter(Query query) {
        Predicate<ObjectNode> filter = record -> true;
        for (String field : EQUALITIES) {
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
                throw PipedriveErrors.invalid("ids", "Parameter 'ids' must not hold more than 100 ids");
            }
            filter = filter.and(record -> wanted.contains(record.path("id").asString("")));
        }
        return filter;
    }

    /** The request that a cursor belongs to: continuing with other filters is an error, as in the real API. */
    private static int filters(Query query) {
        List<String> filters = new ArrayList<>();
        query.values().forEach((name, value) -> {
            if (!name.equals("cursor") && !name.equals("limit")) {
                filters.add(name + "=" + value);
            }
        });
        return filters.stream().sorted().toList().hashCode();
    }

    private static @Nullable ListCursor cursor(Query query, String sort, boolean ascending, int filters) {
        String text = query.get("cursor", "");
        if (text.isEmpty()) {
            return null;
        }
        ListCursor cursor = ListCursor.parse(text);
        if (cursor == null
                || !cursor.sort().equals(sort)
                || cursor.ascending() != ascending
                || cursor.filters() != filters) {
            throw PipedriveErrors.invalid("cursor", "Parameter 'cursor' is not valid for this request");
        }
        return cursor;
    }
}
