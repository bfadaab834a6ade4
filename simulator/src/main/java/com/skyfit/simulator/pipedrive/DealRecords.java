package com.skyfit.simulator.pipedrive;

import static com.skyfit.simulator.pipedrive.CommonFields.date;
import static com.skyfit.simulator.pipedrive.CommonFields.labels;
import static com.skyfit.simulator.pipedrive.CommonFields.mails;
import static com.skyfit.simulator.pipedrive.CommonFields.put;
import static com.skyfit.simulator.pipedrive.CommonFields.putId;
import static com.skyfit.simulator.pipedrive.CommonFields.putInt;
import static com.skyfit.simulator.pipedrive.CommonFields.times;
import static com.skyfit.simulator.pipedrive.CommonFields.uuid;

import com.skyfit.simulator.world.Brazil;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The deals of a company, and their changes as flows show them. */
final class DealRecords {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ZoneId COMPANY_ZONE = ZoneId.of("America/Sao_Paulo");

    private final long seed;
    private final String scope;
    private final CommonFields common;
    private final DealCourse course;
    private final DealFlow flow;

    DealRecords(long seed, String scope, CommonFields common, DealCourse course, DealFlow flow) {
        this.seed = seed;
        this.scope = scope;
        this.common = common;
        this.course = course;
        this.flow = flow;
    }

    ObjectNode deal(Item item, Chance life, Chance revision) {
        ObjectNode deal = JSON.objectNode();
        ObjectNode state = course.after(item, item.revision());
        String status = item.deleted() ? "deleted" : state.path("status").asString();
        boolean closed = status.equals("won") || status.equals("lost");
        Instant closedAt = closed ? flow.lastChange(item, "status") : null;
        Instant wonAt = status.equals("won") ? closedAt : null;
        Instant lostAt = status.equals("lost") ? closedAt : null;
        deal.put("id", item.id());
        deal.put(
                "title",
                life.pick(Brazil.DEAL_SUBJECTS) + " - " + life.pick(Brazil.FIRST_NAMES) + " "
                        + life.pick(Brazil.LAST_NAMES));
        deal.put("creator_user_id", common.user(life));
        deal.set("owner_id", state.path("owner_id"));
        deal.set("value", state.path("value"));
        putId(deal, "person_id", life.percent(92) ? life.between(1, common.count("persons")) : 0);
        putId(deal, "org_id", life.percent(40) ? life.between(1, common.count("organizations")) : 0);
        deal.set("stage_id", state.path("stage_id"));
        deal.put("pipeline_id", course.pipeline(item));
        deal.put("currency", life.percent(97) ? "BRL" : "USD");
        times(deal, item);
        put(deal, "stage_change_time", flow.lastChange(item, "stage_id"));
        deal.put("status", status);
        deal.put("is_archived", item.archived());
        put(deal, "archive_time", item.archived() ? Instant.ofEpochSecond(item.updated()) : null);
        deal.put("is_deleted", item.deleted());
        putInt(deal, "probability", revision.percent(25) ? 5 * (1 + revision.below(19)) : null);
        deal.set("lost_reason", state.path("lost_reason"));
        deal.put("visible_to", life.percent(80) ? 3 : 1);
        put(deal, "close_time", closedAt);
        put(deal, "won_time", wonAt);
        put(deal, "lost_time", lostAt);
        deal.put("local_won_date", local(wonAt));
        deal.put("local_lost_date", local(lostAt));
        deal.put("local_close_date", local(closedAt));
        deal.set("expected_close_date", state.path("expected_close_date"));
        labels(deal, revision);
        deal.put("origin", life.pick(List.of("ManuallyCreated", "ManuallyCreated", "API", "Marketplace")));
        deal.put("origin_id", life.percent(20) ? life.hex(16) : null);
        putInt(deal, "channel", life.percent(50) ? 1 + life.below(8) : null);
        deal.put("channel_id", life.percent(20) ? "campanha-" + life.digits(4) : null);
        boolean recurring = life.percent(60);
        put(deal, "acv", recurring ? 1_188.00 : null);
        put(deal, "arr", recurring ? 1_188.00 : null);
        put(deal, "mrr", recurring ? 99.00 : null);
        deal.set("custom_fields", dealFields(life, revision));
        common.activities(deal, revision);
        mails(deal, revision);
        put(deal, "first_won_time", wonAt);
        deal.put("products_count", revision.below(3));
        deal.put("participants_count", 1 + revision.below(2));
        deal.put("source_lead_id", life.percent(15) ? uuid(life) : null);
        deal.put("smart_bcc_email", "skyfit+deal" + item.id() + "@pipedrivemail.com");
        return deal;
    }

    /** A change of a deal as its flow shows it. */
    ObjectNode change(Item deal, DealChange change) {
        Chance chance = Chance.named(seed, scope + " change " + change.id());
        String time = PipedriveRecords.V1_TIME.format(Instant.ofEpochSecond(change.at()));
        String field = change.field();
        JsonNode status = course.after(deal, change.revision()).path("status");
        JsonNode before = JSON.nullNode();
        JsonNode after = JSON.nullNode();
        switch (change.kind()) {
            case CREATE -> after = JSON.stringNode(time);
            case UPDATE -> {
                before = course.after(deal, change.revision() - 1).path(field);
                after = course.after(deal, change.revision()).path(field);
            }
            case DELETE -> {
                before = status;
                after = JSON.stringNode("deleted");
            }
            case RESTORE -> {
                before = JSON.stringNode("deleted");
                after = status;
            }
            case ARCHIVE -> {
                before = JSON.booleanNode(false);
                after = JSON.booleanNode(true);
            }
        }
        ObjectNode element = JSON.objectNode().put("object", "dealChange").put("timestamp", time);
        ObjectNode data = element.putObject("data");
        data.put("id", change.id());
        data.put("item_id", change.deal());
        data.put("user_id", common.user(chance));
        data.put("field_key", field.equals("owner_id") ? "user_id" : field);
        data.set("old_value", before);
        data.set("new_value", after);
        data.put("is_bulk_update_flag", chance.percent(5));
        data.put("log_time", time);
        data.put("change_source", chance.percent(80) ? "app" : "api");
        data.put("change_source_user_agent", chance.percent(50) ? "Mozilla/5.0 (X11; Linux x86_64)" : null);
        data.putObject("additional_data").put("new_value_formatted", after.asString(""));
        return element;
    }

    private ObjectNode dealFields(Chance life, Chance revision) {
        ObjectNode fields = JSON.objectNode();
        fields.put(key("unidade"), life.pick(Brazil.CITIES).name() + " " + (1 + life.below(4)));
        putInt(fields, key("plano"), revision.percent(70) ? 101 + revision.below(5) : null);
        ArrayNode interests = fields.putArray(key("interesses"));
        for (int i = revision.below(4); i > 0; i--) {
            interests.add(200 + i);
        }
        if (revision.percent(50)) {
            fields.putObject(key("matricula")).put("value", revision.below(300)).put("currency", "BRL");
        } else {
            fields.putNull(key("matricula"));
        }
        fields.put(key("inicio"), date(revision.time(1_735_700_000L, 1_767_200_000L)));
        return fields;
    }

    private static @Nullable String local(@Nullable Instant time) {
        return time == null ? null : time.atZone(COMPANY_ZONE).toLocalDate().toString();
    }

    private String key(String name) {
        return PipedriveFields.ownKey(seed, scope, name);
    }
}
