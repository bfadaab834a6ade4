package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.ObjectPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of v1, whose end faults cannot move.
 *
 * @param body the whole reply; changes
 */
record WholeList(ObjectNode body) implements ObjectPage {

    @Override
    public String name() {
        return "data";
    }

    @Override
    public boolean isLast() {
        return true;
    }

    @Override
    public long time(JsonNode record) {
        throw new UnsupportedOperationException("Not by time");
    }

    @Override
    public boolean silence() {
        body.remove("additional_data");
        return true;
    }

    @Override
    public boolean refuse() {
        return refuse(this);
    }

    /** A failure as both versions word it. */
    static boolean refuse(ObjectPage page) {
        page.records().removeAll();
        page.body().put("success", false).put("error", "Something went wrong");
        return true;
    }
}
