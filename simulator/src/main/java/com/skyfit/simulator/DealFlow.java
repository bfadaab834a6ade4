package com.skyfit.simulator;

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

    void add(Item deal, DealChange.Kind kind, int revision, long at) {
        byDeal.computeIfAbsent(deal.id, id -> new ArrayList<>())
                .add(new DealChange(nextId++, deal.id, at, kind, revision));
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
