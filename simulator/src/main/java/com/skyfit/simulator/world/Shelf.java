package com.skyfit.simulator.world;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records of one entity of one account, by id and by time of change. Guarded by the simulator's lock. */
public final class Shelf {

    private static final Comparator<Item> BY_TIME =
            Comparator.comparingLong(Item::updated).thenComparingLong(Item::id);

    private final String source;
    private final String scope;
    private final Founding kind;
    private int founders;
    private final NavigableMap<Long, Item> byId = new TreeMap<>();
    private final NavigableSet<Item> byTime = new TreeSet<>(BY_TIME);

    Shelf(String source, String scope, Founding kind) {
        this.source = source;
        this.scope = scope;
        this.kind = kind;
    }

    public String source() {
        return source;
    }

    public String scope() {
        return scope;
    }

    public String entity() {
        return kind.entity();
    }

    /** What its records are like. */
    Founding kind() {
        return kind;
    }

    /** How many records there were in the beginning: references of records point among those, and so never move. */
    public int founders() {
        return founders;
    }

    /** Ends the beginning. */
    void found() {
        founders = byId.size();
    }

    Item add(long id, long created, long updated) {
        Item item = new Item(id, created, updated);
        byId.put(id, item);
        byTime.add(item);
        return item;
    }

    public void change(Item item, Change change, long at) {
        byTime.remove(item);
        item.change(change, at);
        byTime.add(item);
    }

    public @Nullable Item find(long id) {
        return byId.get(id);
    }

    long lastId() {
        return byId.isEmpty() ? 0 : byId.lastKey();
    }

    /** All, in the order of their ids. */
    public Collection<Item> all() {
        return byId.values();
    }

    /** Those behind that id, in the order of ids. */
    public Collection<Item> behindId(long id) {
        return byId.tailMap(id, false).values();
    }

    /** Those before that id, in falling order of ids. */
    public Collection<Item> beforeId(long id) {
        return byId.headMap(id, false).descendingMap().values();
    }

    /** Those changed at or after that second, in the order of (time, id). */
    public NavigableSet<Item> since(long second) {
        return byTime.tailSet(new Item(Long.MIN_VALUE, second, second), true);
    }

    /** Those behind that (time, id), in the order of (time, id). */
    public NavigableSet<Item> behind(long second, long id) {
        return byTime.tailSet(new Item(id, second, second), false);
    }

    /** Those before that (time, id), in falling order. */
    public NavigableSet<Item> before(long second, long id) {
        return byTime.headSet(new Item(id, second, second), false).descendingSet();
    }
}
