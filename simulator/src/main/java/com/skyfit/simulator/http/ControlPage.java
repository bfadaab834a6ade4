package com.skyfit.simulator.http;

import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Request;
import com.skyfit.simulator.source.Simulation;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** For people who try things out: POST /control/change?updated=3&created=1&deleted=1, POST /control/advance?seconds=3600. So many of each entity. */
final class ControlPage {

    private final Simulation simulation;

    ControlPage(Simulation simulation) {
        this.simulation = simulation;
    }

    Reply answer(Request request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        try {
            switch (request.method() + " " + request.path()) {
                case "POST /control/change" -> change(request.query(), body);
                case "POST /control/advance" ->
                    simulation.advance(Duration.ofSeconds(number(request.query(), "seconds")));
                default -> {
                    return Reply.json(404, "{\"error\":\"expected POST /control/change or /control/advance\"}");
                }
            }
        } catch (NumberFormatException e) {
            return Reply.json(400, "{\"error\":\"expected whole numbers\"}");
        }
        return Reply.json(200, body.put("now", simulation.now().toString()));
    }

    private void change(Query query, ObjectNode body) {
        ChangeRequest request = new ChangeRequest(
                number(query, "created"),
                number(query, "updated"),
                number(query, "deleted"),
                number(query, "archived"),
                number(query, "restored"),
                Set.of());
        ObjectNode changed = body.putObject("changed");
        for (Changed change : simulation.change(request)) {
            String entity = change.source() + "." + change.scope() + "." + change.entity();
            ObjectNode kinds = changed.get(entity) instanceof ObjectNode known ? known : changed.putObject(entity);
            kinds.put(change.kind(), kinds.path(change.kind()).asInt(0) + 1);
        }
    }

    private static int number(Query query, String name) {
        return Integer.parseInt(query.get(name, "0"));
    }
}
