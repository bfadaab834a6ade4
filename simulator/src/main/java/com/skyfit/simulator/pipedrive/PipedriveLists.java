package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lists of a company, and its single records. */
final class PipedriveLists {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PipedriveLists() {}

    /** A page of v2. */
    static ObjectNode page(Company company, String entity, ListRequest request, Predicate<Item> shown) {
        ObjectNode body = JSON.objectNode().put("success", true);
        ArrayNode data = body.putArray("data");
        String next = null;
        Item last = null;
        for (Item item : candidates(company.shelf(entity), request)) {
            if (!shown.test(item) || !request.means(item)) {
                continue;
            }
            ObjectNode record = company.render(entity, item);
            if (!request.filter().test(record)) {
                continue;
            }
            if (data.size() == request.limit() && last != null) {
                next = request.behind(last).text();
                break;
            }
            data.add(without(record, entity, request.included()));
            last = item;
        }
        body.putObject("additional_data").put("next_cursor", next);
        return body;
    }

    private static Iterable<Item> candidates(Shelf shelf, ListRequest request) {
        ListCursor cursor = request.cursor();
        if (request.isByTime()) {
            if (request.ascending()) {
                return cursor == null ? shelf.since(request.since()) : shelf.behind(cursor.updated(), cursor.id());
            }
            return cursor == null
                    ? shelf.before(Long.MAX_VALUE, Long.MAX_VALUE)
                    : shelf.before(cursor.updated(), cursor.id());
        }
        // Ids are given in the order of creation, so the order by add_time is that by id.
        long from = cursor == null ? (request.ascending() ? Long.MIN_VALUE : Long.MAX_VALUE) : cursor.id();
        return request.ascending() ? shelf.behindId(from) : shelf.beforeId(from);
    }

    /** The lists of v1 that know no pages. */
    static ObjectNode whole(Company company, String entity, Predicate<Item> shown) {
        ObjectNode body = JSON.objectNode().put("success", true);
        ArrayNode data = body.putArray("data");
        for (Item item : company.shelf(entity).all()) {
            if (shown.test(item)) {
                data.add(company.render(entity, item));
            }
        }
        body.putObject("additional_data").put("company_id", company.id());
        return body;
    }

    /** The user that a token belongs to, and its company. */
    static ObjectNode me(Company company) {
        ObjectNode me =
                company.render("users", company.shelf("users").all().iterator().next());
        me.put("company_id", company.id());
        me.put("company_name", "SkyFit " + company.scope());
        me.put("company_domain", "skyfit-" + company.scope());
        me.put("company_country", "BR");
        return data(me);
    }

    /** One record, deleted or not. */
    static ObjectNode single(Company company, String entity, long id) {
        Item item = company.shelf(entity).find(id);
        if (item == null) {
            throw PipedriveErrors.notFound();
        }
        return data(without(company.render(entity, item), entity, Set.of()));
    }

    private static ObjectNode data(ObjectNode record) {
        ObjectNode body = JSON.objectNode().put("success", true);
        body.set("data", record);
        return body;
    }

    private static ObjectNode without(ObjectNode record, String entity, Set<String> included) {
        for (String optional : OptionalFields.of(entity)) {
            if (!included.contains(optional)) {
                record.remove(optional);
            }
        }
        return record;
    }
}
