package com.skyfit.simulator.world;

import java.util.ArrayList;
import java.util.List;

/** Chooses records of a shelf, none of them twice. */
final class Picks {

    private final List<Item> live = new ArrayList<>();
    private final List<Item> deleted = new ArrayList<>();
    private final Chance chance;

    Picks(Shelf shelf, Chance chance) {
        this.chance = chance;
        for (Item item : shelf.all()) {
            if (item.deleted()) {
                deleted.add(item);
            } else if (!item.archived()) {
                live.add(item);
            }
        }
    }

    /** Up to this many that are neither deleted nor archived. */
    List<Item> live(int count) {
        return take(live, count);
    }

    /** Up to this many that are deleted. */
    List<Item> deleted(int count) {
        return take(deleted, count);
    }

    private List<Item> take(List<Item> pool, int count) {
        List<Item> taken = new ArrayList<>();
        for (int i = 0; i < count && !pool.isEmpty(); i++) {
            int index = chance.below(pool.size());
            taken.add(pool.get(index));
            pool.set(index, pool.get(pool.size() - 1));
            pool.remove(pool.size() - 1);
        }
        return taken;
    }
}
