package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.ObjectPage;
import com.skyfit.simulator.source.Query;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of v2, which names the next one by a cursor or by null.
 *
 * @param body the whole reply; changes
 */
record CursorPage(ObjectNode body) implements ObjectPage {

    @Override
    public String name() {
        return "data";
    }

    @Override
    public boolean isLast() {
        return body.path("additional_data").path("next_cursor").isNull();
    }

    @Override
    public boolean isByTime(Query query) {
        return query.get("sort_by", "").equals("update_time");
    }

    @Override
    public long time(JsonNode record) {
        return Instant.parse(record.path("update_time").asString("")).getEpochSecond();
    }

    @Override
    public boolean point(@Nullable String cursor) {
        body.withObject("/additional_data").put("next_cursor", cursor);
        return true;
    }

    @Override
    public boolean silence() {
        body.remove("additional_data");
        return true;
    }

    @Override
    public boolean endByEmptyCursor() {
        return point("");
    }

    @Override
    public boolean refuse() {
        return WholeList.refuse(this);
    }
}
