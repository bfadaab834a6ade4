package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Change;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What happened to the deals of a company. Guarded by the simulator's lock. */
final class DealFlow {

    private static final long FIRST_ID = 800_000_001L;

    private final DealCourse course;
    private final Map<Long, List<DealChange>> byDeal = new TreeMap<>();
    private final Set<Long> shown = new HashSet<>();
    private long nextId = FIRST_ID;

    private DealFlow(DealCourse course) {
        this.course = course;
    }

    /** What happened to deals before the beginning: each was added, most were worked on, some put away. */
    static DealFlow of(Shelf deals, DealCourse course) {
        DealFlow flow = new DealFlow(course);
        for (Item deal : deals.all()) {
            int first = course.firstRevision(deal);
            flow.add(deal, Change.CREATE, "add_time", first, deal.created());
            List<ObjectNode> states = course.until(deal, 0);
            for (int step = 1; step < states.size(); step++) {
                long at = deal.created() + (deal.updated() - deal.created()) * step / -first;
                flow.addUpdate(deal, first + step, at, states.get(step - 1), states.get(step));
            }
            if (deal.archived()) {
                flow.add(deal, Change.ARCHIVE, deal.updated());
            }
            if (deal.deleted()) {
                flow.add(deal, Change.DELETE, deal.updated());
            }
        }
        return flow;
    }

    /** Adds what has just happened to a deal. */
    void add(Item deal, Change kind, long at) {
        switch (kind) {
            case UPDATE -> {
                List<ObjectNode> states = course.until(deal, deal.revision());
                int last = states.size() - 1;
                addUpdate(deal, deal.revision(), at, states.get(last - 1), states.get(last));
            }
            case CREATE -> add(deal, kind, "add_time", deal.revision(), at);
            case ARCHIVE -> add(deal, kind, "is_archived", deal.revision(), at);
            case DELETE, RESTORE -> add(deal, kind, "status", deal.revision(), at);
        }
    }

    private void addUpdate(Item deal, int revision, long at, ObjectNode before, ObjectNode after) {
        for (String field : after.propertyNames()) {
            if (!after.path(field).equals(before.path(field))) {
                add(deal, Change.UPDATE, field, revision, at);
            }
        }
    }

    private void add(Item deal, Change kind, String field, int revision, long at) {
        byDeal.computeIfAbsent(deal.id(), id -> new ArrayList<>())
                .add(new DealChange(nextId++, deal.id(), at, kind, field, revision));
    }

    /** Of one deal, in the order in which it happened. */
    List<DealChange> of(long deal) {
        return List.copyOf(byDeal.getOrDefault(deal, List.of()));
    }

    /** When people last changed that field of a deal; null if it is as it was when the deal was added. */
    @Nullable Instant lastChange(Item deal, String field) {
        return byDeal.getOrDefault(deal.id(), List.of()).stream()
                .filter(change ->
                        change.kind() == Change.UPDATE && change.field().equals(field))
                .reduce((earlier, later) -> later)
                .map(change -> Instant.ofEpochSecond(change.at()))
                .orElse(null);
    }

    /** The change has gone out in a reply. */
    void show(DealChange change) {
        shown.add(change.id());
    }

    /** Whether it ever went out: of a deal that is deleted nobody can know the others. */
    boolean wasShown(DealChange change) {
        return shown.contains(change.id());
    }
}
