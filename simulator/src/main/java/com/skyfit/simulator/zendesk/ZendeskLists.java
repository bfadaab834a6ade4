package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelves;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists by cursor and by number of the page, mostly without deleted records. */
final class ZendeskLists {

    private static final int LARGEST_PAGE = 100;
    private static final int DEEPEST_PAGE = 100;
    private static final Set<String> ENTITIES = Set.of(
            "tickets",
            "users",
            "organizations",
            "groups",
            "ticket_fields",
            "ticket_forms",
            "user_fields",
            "organization_fields",
            "brands",
            "group_memberships",
            "satisfaction_ratings");

    private final Shelves shelves;
    private final ZendeskRecords records;
    private final ZendeskExports exports;
    private final String baseUrl;

    ZendeskLists(Shelves shelves, ZendeskRecords records, ZendeskExports exports, String baseUrl) {
        this.shelves = shelves;
        this.records = records;
        this.exports = exports;
        this.baseUrl = baseUrl;
    }

    ObjectNode ticketCount() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("count")
                .put(
                        "value",
                        shelves.get(ZendeskSource.SCOPE, "tickets").all().stream()
                                .filter(item -> !item.deleted())
                                .count());
        return body;
    }

    ObjectNode page(String path, Query query) {
        String entity = path.startsWith("/api/v2/") ? path.substring("/api/v2/".length()) : "";
        if (!ENTITIES.contains(entity)) {
            throw ZendeskErrors.notFound();
        }
        List<Item> items = shelves.get(ZendeskSource.SCOPE, entity).all().stream()
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
        int size = PageSize.of(query, "page[size]", LARGEST_PAGE);
        long after = afterId(query.get("page[after]", ""));
        List<Item> rest = items.stream().filter(item -> item.id() > after).toList();
        List<Item> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        add(body, entity, page, query);
        String cursor =
                page.isEmpty() ? null : idCursor(page.get(page.size() - 1).id());
        body.putObject("meta")
                .put("has_more", rest.size() > page.size())
                .put("after_cursor", cursor)
                .put(
                        "before_cursor",
                        page.isEmpty() ? null : idCursor(page.get(0).id()));
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
            throw ZendeskErrors.invalidPage("Invalid cursor");
        }
    }

    private ObjectNode numberedPage(String entity, List<Item> items, Query query) {
        boolean whole = !query.names().contains("page")
                && !query.names().contains("per_page")
                && entity.equals("ticket_fields");
        int size = whole ? Math.max(1, items.size()) : PageSize.of(query, "per_page", LARGEST_PAGE);
        int number =
                PageSize.of(query.names().contains("page") ? query : new Query(Map.of("page", "1")), "page", 1_000_000);
        if (number > DEEPEST_PAGE) {
            throw ZendeskErrors.invalid("InvalidPaginationDepth", "Too deep");
        }
        int from = Math.min(items.size(), (number - 1) * size);
        int to = Math.min(items.size(), from + size);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        add(body, entity, items.subList(from, to), query);
        body.put("next_page", to < items.size() ? baseUrl + "/api/v2/" + entity + ".json?page=" + (number + 1) : null);
        body.put("previous_page", number > 1 ? baseUrl + "/api/v2/" + entity + ".json?page=" + (number - 1) : null);
        body.put("count", items.size());
        return body;
    }

    private void add(ObjectNode body, String entity, List<Item> page, Query query) {
        ArrayNode data = body.putArray(entity);
        for (Item item : page) {
            ObjectNode record = exports.record(entity, item, query);
            record.remove("generated_timestamp");
            if (entity.equals("organizations")) {
                record.remove("deleted_at");
            }
            data.add(record);
        }
    }
}
