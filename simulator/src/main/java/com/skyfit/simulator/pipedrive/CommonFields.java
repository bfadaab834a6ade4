package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelves;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields that several kinds of records of a company have. */
record CommonFields(Shelves shelves, String scope) {

    /** How many records of an entity there were in the beginning. */
    int count(String entity) {
        return shelves.get(scope, entity).founders();
    }

    /** One of the company's users. */
    long user(Chance chance) {
        return PipedriveRecords.USER_IDS + chance.between(1, count("users"));
    }

    /** When it was added and last changed. */
    static void times(ObjectNode record, Item item) {
        put(record, "add_time", Instant.ofEpochSecond(item.created()));
        put(record, "update_time", Instant.ofEpochSecond(item.updated()));
    }

    static void labels(ObjectNode record, Chance chance) {
        ArrayNode labels = record.putArray("label_ids");
        for (int i = chance.below(3); i > 0; i--) {
            labels.add(i);
        }
    }

    /** How many activities, files, notes and mails there are. */
    void activities(ObjectNode record, Chance chance) {
        int all = chance.below(12);
        int done = all == 0 ? 0 : chance.below(all + 1);
        putId(record, "next_activity_id", done < all ? chance.between(1, count("activities")) : 0);
        putId(record, "last_activity_id", done > 0 ? chance.between(1, count("activities")) : 0);
        record.put("activities_count", all);
        record.put("done_activities_count", done);
        record.put("undone_activities_count", all - done);
        record.put("files_count", chance.below(3));
        record.put("notes_count", chance.below(5));
        record.put("followers_count", 1 + chance.below(3));
        record.put("email_messages_count", chance.below(9));
    }

    static void mails(ObjectNode record, Chance chance) {
        put(record, "last_incoming_mail_time", chance.percent(30) ? chance.time(1_735_700_000L, 1_767_200_000L) : null);
        put(record, "last_outgoing_mail_time", chance.percent(40) ? chance.time(1_735_700_000L, 1_767_200_000L) : null);
    }

    static String uuid(Chance chance) {
        return List.of(8, 4, 4, 4, 12).stream().map(chance::hex).collect(Collectors.joining("-"));
    }

    static void put(ObjectNode record, String field, @Nullable Instant time) {
        record.put(field, time == null ? null : time.toString());
    }

    static void put(ObjectNode record, String field, @Nullable Double number) {
        record.put(field, number);
    }

    static void putInt(ObjectNode record, String field, @Nullable Integer number) {
        record.put(field, number);
    }

    static void putId(ObjectNode record, String field, long id) {
        record.put(field, id == 0 ? null : id);
    }

    static String date(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
