package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Brazil;
import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people do with a deal, revision by revision: it moves through the stages of its pipeline, now and then back, is passed on, gets
 * another value or another expected day, is won or lost, and sometimes opened again. Each revision differs from the one before it.
 *
 * <p>A deal of the beginning has been worked on before: its first revision is negative.
 */
final class DealCourse {

    private static final String STAGE = "stage_id";
    private static final String STATUS = "status";
    private static final String OWNER = "owner_id";
    private static final String VALUE = "value";
    private static final String EXPECTED = "expected_close_date";
    private static final String LOST_REASON = "lost_reason";

    private final long seed;
    private final Shelf deals;
    private final long pipelines;
    private final long users;

    DealCourse(long seed, Shelf deals, long pipelines, long users) {
        this.seed = seed;
        this.deals = deals;
        this.pipelines = pipelines;
        this.users = users;
    }

    /** The pipeline of a deal, which it never leaves. */
    long pipeline(Item deal) {
        return life(deal).between(1, pipelines);
    }

    /** The revision with which a deal was added: 0, or as many below it as there were changes before the beginning. */
    int firstRevision(Item deal) {
        if (deal.id() > deals.founders()) {
            return 0;
        }
        boolean young = deal.id() > deals.founders() * 19L / 20;
        Chance chance = Chance.named(seed, "course of " + deals.scope() + " " + deal.id());
        return -(young ? chance.below(4) : 3 + chance.below(8));
    }

    /** The fields that change, as they are after that revision. */
    ObjectNode after(Item deal, int revision) {
        List<ObjectNode> states = until(deal, revision);
        return states.get(states.size() - 1);
    }

    /** The fields that change, after each revision from the first to that one. */
    List<ObjectNode> until(Item deal, int last) {
        List<ObjectNode> states = new ArrayList<>();
        ObjectNode state = added(deal);
        states.add(state);
        for (int revision = firstRevision(deal) + 1; revision <= last; revision++) {
            ObjectNode next = state.deepCopy();
            change(next, deal, Chance.ofRevision(seed, deals, deal.id(), revision));
            states.add(next);
            state = next;
        }
        return states;
    }

    private ObjectNode added(Item deal) {
        Chance chance = Chance.ofRevision(seed, deals, deal.id(), firstRevision(deal));
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put(STAGE, (pipeline(deal) - 1) * PipedriveRecords.STAGES_OF_A_PIPELINE + 1 + chance.below(2));
        state.put(STATUS, "open");
        state.put(OWNER, PipedriveRecords.USER_IDS + chance.between(1, users));
        value(state, chance);
        state.put(EXPECTED, chance.percent(60) ? day(deal, 20 + chance.below(60)) : null);
        state.putNull(LOST_REASON);
        return state;
    }

    private void change(ObjectNode state, Item deal, Chance chance) {
        ObjectNode before = state.deepCopy();
        if (state.path(STATUS).asString().equals("open")) {
            work(state, deal, chance);
        } else if (chance.percent(10)) {
            state.put(STATUS, "open");
            state.putNull(LOST_REASON);
        }
        while (state.equals(before)) {
            value(state, chance);
        }
    }

    private void work(ObjectNode state, Item deal, Chance chance) {
        long stage = state.path(STAGE).asLong();
        int position = (int) ((stage - 1) % PipedriveRecords.STAGES_OF_A_PIPELINE);
        boolean last = position == PipedriveRecords.STAGES_OF_A_PIPELINE - 1;
        int draw = chance.below(100);
        if (draw < 10) {
            state.put(STATUS, "lost");
            state.put(LOST_REASON, chance.pick(Brazil.LOST_REASONS));
        } else if (draw < (last ? 65 : 15)) {
            state.put(STATUS, "won");
        } else if (draw < 22 && position > 0) {
            state.put(STAGE, stage - 1);
        } else if (draw < 85 && !last) {
            state.put(STAGE, stage + (draw < 30 && position < PipedriveRecords.STAGES_OF_A_PIPELINE - 2 ? 2 : 1));
        }
        if (chance.percent(12)) {
            state.put(OWNER, PipedriveRecords.USER_IDS + chance.between(1, users));
        }
        if (chance.percent(25)) {
            value(state, chance);
        }
        if (chance.percent(25)) {
            state.put(EXPECTED, day(deal, 20 + chance.below(160)));
        }
    }

    private static void value(ObjectNode state, Chance chance) {
        if (chance.percent(30)) {
            state.put(VALUE, chance.between(90, 4_000));
        } else {
            state.put(VALUE, chance.between(9_000, 1_200_000) / 100.0);
        }
    }

    private static String day(Item deal, int later) {
        return Instant.ofEpochSecond(deal.created())
                .plus(later, ChronoUnit.DAYS)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private Chance life(Item deal) {
        return Chance.ofLife(seed, deals, deal.id());
    }
}
