package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import com.skyfit.simulator.world.Shelves;
import com.skyfit.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Incremental exports, deleted records included. */
final class ZendeskExports {

    private static final int LARGEST_PAGE = 1_000;
    private static final Duration WITHHELD = Duration.ofMinutes(1);

    private final World world;
    private final Shelves shelves;
    private final ZendeskRecords records;
    private final String baseUrl;

    ZendeskExports(World world, Shelves shelves, ZendeskRecords records, String baseUrl) {
        this.world = world;
        this.shelves = shelves;
        this.records = records;
        this.baseUrl = baseUrl;
    }

    ObjectNode byCursor(String entity, Query query) {
        Shelf shelf = shelves.get(ZendeskSource.SCOPE, entity);
        String cursor = query.get("cursor", "");
        Iterable<Item> items = cursor.isEmpty() ? shelf.since(startTime(query)) : behind(shelf, cursor);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode data = body.putArray(entity);
        Item last = null;
        boolean more = false;
        for (Item item : visible(items, entity, query)) {
            if (data.size() == PageSize.of(query, "per_page", LARGEST_PAGE)) {
                more = true;
                break;
            }
            data.add(record(entity, item, query));
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
                .encodeToString((item.updated() + ".0||" + item.id() + "|").getBytes(StandardCharsets.UTF_8));
    }

    private static Iterable<Item> behind(Shelf shelf, String cursor) {
        try {
            String[] parts =
                    new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\.0\\|\\||\\|", -1);
            return shelf.behind(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw ZendeskErrors.invalidPage("Invalid cursor");
        }
    }

    /** Inclusive at start_time. A page exceeds its size while the second is the same, so that the next one can start after it. */
    ObjectNode byTime(String entity, Query query) {
        int size = PageSize.of(query, "per_page", LARGEST_PAGE);
        Shelf shelf = shelves.get(ZendeskSource.SCOPE, entity);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode data = body.putArray(entity);
        Item last = null;
        boolean more = false;
        for (Item item : visible(shelf.since(startTime(query)), entity, query)) {
            if (last != null && data.size() >= size && item.updated() != last.updated()) {
                more = true;
                break;
            }
            data.add(record(entity, item, query));
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
            throw ZendeskErrors.missing("start_time");
        }
        if (!text.matches("\\d{1,12}")) {
            throw ZendeskErrors.invalid("InvalidValue", "Invalid start_time");
        }
        long start = Long.parseLong(text);
        if (start > world.now().minus(WITHHELD).getEpochSecond()) {
            throw ZendeskErrors.invalid(
                    "StartTimeTooRecent",
                    "Too recent start_time",
                    "start_time must be more than one minute in the past");
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

    /** A record as exports show it. */
    ObjectNode record(String entity, Item item, Query query) {
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
}
