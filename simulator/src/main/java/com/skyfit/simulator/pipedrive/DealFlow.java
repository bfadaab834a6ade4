package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.Change;
import com.skyfit.simulator.world.Item;
import com.skyfit.simulator.world.Shelf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What happened to the deals of a company. Guarded by the simulator's lock. */
final class DealFlow {

    private static final long FIRST_ID = 800_000_001L;

    private final Map<Long, List<DealChange>> byDeal = new TreeMap<>();
    private final Set<Long> shown = new HashSet<>();
    private long nextId = FIRST_ID;

    private DealFlow() {}

    /** What happened to deals before the beginning: each was added, some were worked on, some put away. */
    static DealFlow of(Shelf deals, long seed) {
        DealFlow flow = new DealFlow();
        Chance chance = Chance.named(seed, "flow of " + deals.scope());
        for (Item deal : deals.all()) {
            flow.add(deal, Change.CREATE, 0, deal.created());
            long last = deal.updated();
            for (int left = last > deal.created() ? chance.below(4) : 0; left > 0; left--) {
                flow.add(deal, Change.UPDATE, 1 - left, last - left);
            }
            if (deal.archived()) {
                flow.add(deal, Change.ARCHIVE, 0, last);
            }
            if (deal.deleted()) {
                flow.add(deal, Change.DELETE, 0, last);
            }
        }
        return flow;
    }

    void add(Item deal, Change kind, int revision, long at) {
        byDeal.computeIfAbsent(deal.id(), id -> new ArrayList<>())
                .add(new DealChange(nextId++, deal.id(), at, kind, revision));
    }

    /** Of one deal, in the order in which it happened. */
    List<DealChange> of(long deal) {
        return List.copyOf(byDeal.getOrDefault(deal, List.of()));
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
