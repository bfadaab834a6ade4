package com.skyfit.simulator;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records of one entity of one account, by id and by time of change. Guarded by the simulator's lock. */
final class Shelf {

    private static final Comparator<Item> BY_TIME =
            Comparator.comparingLong(Item::updated).thenComparingLong(item -> item.id);

    private final String source;
    private final String scope;
    private final String entity;
    private int founders;
    private final NavigableMap<Long, Item> byId = new TreeMap<>();
    private final NavigableSet<Item> byTime = new TreeSet<>(BY_TIME);

    Shelf(String source, String scope, String entity) {
        this.source = source;
        this.scope = scope;
        this.entity = entity;
    }

    String source() {
        return source;
    }

    String scope() {
        return scope;
    }

    String entity() {
        return entity;
    }

    /** How many records there were in the beginning: references of records point among those, and so never move. */
    int founders() {
        return founders;
    }

    /** Ends the beginning. */
    void found() {
        founders = byId.size();
    }

    Item add(Item item) {
        byId.put(item.id, item);
        byTime.add(item);
        return item;
    }

    void change(Item item, Item.Change change, long at) {
        byTime.remove(item);
        item.change(change, at);
        byTime.add(item);
    }

    @Nullable Item find(long id) {
        return byId.get(id);
    }

    long lastId() {
        return byId.isEmpty() ? 0 : byId.lastKey();
    }

    /** All, in the order of their ids. */
    Collection<Item> all() {
        return byId.values();
    }

    /** Those behind that id, in the order of ids. */
    Collection<Item> behindId(long id) {
        return byId.tailMap(id, false).values();
    }

    /** Those before that id, in falling order of ids. */
    Collection<Item> beforeId(long id) {
        return byId.headMap(id, false).descendingMap().values();
    }

    /** Those changed at or after that second, in the order of (time, id). */
    NavigableSet<Item> since(long second) {
        return byTime.tailSet(new Item(Long.MIN_VALUE, second, second), true);
    }

    /** Those behind that (time, id), in the order of (time, id). */
    NavigableSet<Item> behind(long second, long id) {
        return byTime.tailSet(new Item(id, second, second), false);
    }

    /** Those before that (time, id), in falling order. */
    NavigableSet<Item> before(long second, long id) {
        return byTime.headSet(new Item(id, second, second), false).descendingSet();
    }
}
