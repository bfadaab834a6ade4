package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.world.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The changes of a deal, the newest first: one of v1's lists that go by offset. */
final class FlowPage {

    private static final Set<String> PARAMETERS = Set.of("items", "all_changes", "start", "limit");

    private FlowPage() {}

    static ObjectNode answer(Company company, long id, Query query) {
        for (String name : query.names()) {
            if (!PARAMETERS.contains(name)) {
                throw PipedriveErrors.notAllowed(name);
            }
        }
        // Activities, notes and all else that a flow can hold is not simulated.
        if (!query.get("items", "").equals("dealChange")) {
            throw PipedriveErrors.invalid("items", "Parameter 'items' must be dealChange");
        }
        if (!query.get("all_changes", "1").equals("1")) {
            throw PipedriveErrors.invalid("all_changes", "Parameter 'all_changes' must be 1");
        }
        int limit = ListRequest.limit(query);
        int start = start(query);
        Item deal = company.shelf("deals").find(id);
        if (deal == null || deal.deleted()) {
            throw PipedriveErrors.notFound();
        }
        List<DealChange> newestFirst = new ArrayList<>(company.flow().of(id));
        Collections.reverse(newestFirst);
        int end = Math.min(newestFirst.size(), start + limit);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("success", true);
        if (start >= end) {
            body.putNull("data");
        } else {
            ArrayNode data = body.putArray("data");
            for (DealChange change : newestFirst.subList(start, end)) {
                data.add(company.deals().change(deal, change));
                company.flow().show(change);
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
            throw PipedriveErrors.invalid("start", "Parameter 'start' must be a number from 0");
        }
        return Integer.parseInt(text);
    }
}
