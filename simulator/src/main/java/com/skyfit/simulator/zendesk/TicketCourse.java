package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import java.util.List;

/**
 * What agents do with a ticket, revision by revision: they take it, wait, solve it, pass it on to another agent or group; some solved tickets
 * are opened again, a closed one stays closed.
 */
final class TicketCourse {

    private static final List<String> AT_FIRST =
            List.of("new", "open", "open", "pending", "hold", "solved", "solved", "closed", "closed", "closed");

    private final long seed;
    private final Shelf tickets;
    private final int groups;
    private final int agents;

    TicketCourse(long seed, Shelf tickets, int groups, int agents) {
        this.seed = seed;
        this.tickets = tickets;
        this.groups = groups;
        this.agents = agents;
    }

    /**
     * A ticket at one of its revisions.
     *
     * @param status as Zendesk names it
     * @param group number of the group, from 0
     * @param agent number of the agent, from 0
     * @param reopens how often it was opened again
     */
    record State(String status, int group, int agent, int reopens) {}

    State now(Item ticket) {
        Chance first = Chance.ofRevision(seed, tickets, ticket.id(), 0);
        // What people send today, nobody has answered yet.
        String status = ticket.id() - ZendeskRecords.IDS > tickets.founders() ? "new" : first.pick(AT_FIRST);
        State state = new State(status, first.below(groups), first.below(agents), 0);
        for (int revision = 1; revision <= ticket.revision(); revision++) {
            state = after(state, Chance.ofRevision(seed, tickets, ticket.id(), revision));
        }
        return state;
    }

    private State after(State before, Chance chance) {
        String status = chance.pick(
                switch (before.status()) {
                    case "new" -> List.of("open", "open", "pending", "solved");
                    case "open" -> List.of("open", "pending", "hold", "solved");
                    case "pending", "hold" -> List.of("open", "pending", "solved");
                    case "solved" -> List.of("open", "solved", "closed", "closed");
                    default -> List.of("closed");
                });
        boolean reopened = before.status().equals("solved") && status.equals("open");
        boolean passed = !status.equals("closed") && chance.percent(25);
        return new State(
                status,
                passed ? chance.below(groups) : before.group(),
                passed ? chance.below(agents) : before.agent(),
                before.reopens() + (reopened ? 1 : 0));
    }
}
