package com.skyfit.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The records of all accounts of one source. Guarded by the simulator's lock. */
public final class Shelves {

    private static final Duration PAST = Duration.ofDays(3 * 365);

    private final World world;
    private final String source;
    private final Map<String, Shelf> shelves = new LinkedHashMap<>();

    public Shelves(World world, String source) {
        this.world = world;
        this.source = source;
    }

    /** Learns what happened to a record, after the shelf did. */
    @FunctionalInterface
    public interface Witness {
        void happened(Shelf shelf, Item item, Change change);
    }

    /** Fills a shelf with what has grown in the three years before the world's beginning. */
    public Shelf found(String scope, Founding founding) {
        Shelf shelf = new Shelf(source, scope, founding);
        shelves.put(key(scope, founding.entity()), shelf);
        Chance chance = Chance.named(world.seed(), key(scope, founding.entity()));
        long end = world.now().getEpochSecond();
        long begin = world.now().minus(PAST).getEpochSecond();
        long import_ = begin + (end - begin) / 3;
        int count = founding.count();
        for (int i = 0; i < count; i++) {
            long created = begin + (long) ((end - begin) * ((i + chance.fraction()) / count));
            long updated = created + (long) ((end - created) * Math.pow(chance.fraction(), 3));
            // A tenth was last touched by one import: more records of one second than a page holds.
            if (i % 10 == 9 && created < import_) {
                updated = import_;
            }
            // Somebody worked here this morning.
            if (founding.daily() && i == count - 1) {
                updated = Math.max(created, end - 1_800);
            }
            Item item = shelf.add(founding.idsAfter() + i + 1, created, updated);
            if (founding.daily() && (i == count / 2 || (chance.percent(2) && i < count - 5))) {
                shelf.change(item, Change.DELETE, end - chance.between(3_600, 20L * 86_400));
            } else if (founding.archived() && chance.percent(10)) {
                shelf.change(item, Change.ARCHIVE, Math.max(updated, end - chance.between(3_600, 400L * 86_400)));
            }
        }
        shelf.found();
        return shelf;
    }

    private String key(String scope, String entity) {
        return source + "." + scope + "." + entity;
    }

    /**
     * The records of an entity of an account.
     *
     * @throws IllegalArgumentException if there is no such shelf
     */
    public Shelf get(String scope, String entity) {
        Shelf shelf = shelves.get(key(scope, entity));
        if (shelf == null) {
            throw new IllegalArgumentException("The simulator has no " + key(scope, entity));
        }
        return shelf;
    }

    /** Makes changes now, each to a different record. */
    public List<Changed> change(ChangeRequest request, Chance chance, Witness witness) {
        List<Changed> changed = new ArrayList<>();
        for (Shelf shelf : shelves.values()) {
            Set<String> named = request.entities();
            boolean meant = named.isEmpty() ? shelf.kind().daily() : named.contains(shelf.entity());
            if (meant && !shelf.kind().fixed()) {
                change(shelf, request, chance, (where, item, change) -> {
                    witness.happened(where, item, change);
                    changed.add(new Changed(source, where.scope(), where.entity(), change.past(), item.id()));
                });
            }
        }
        return changed;
    }

    private void change(Shelf shelf, ChangeRequest request, Chance chance, Witness witness) {
        Picks picks = new Picks(shelf, chance);
        apply(shelf, picks.live(request.updated()), Change.UPDATE, witness);
        apply(shelf, picks.live(request.deleted()), Change.DELETE, witness);
        apply(shelf, picks.live(shelf.kind().archived() ? request.archived() : 0), Change.ARCHIVE, witness);
        apply(shelf, picks.deleted(request.restored()), Change.RESTORE, witness);
        long now = world.now().getEpochSecond();
        for (int i = 0; i < request.created(); i++) {
            witness.happened(shelf, shelf.add(shelf.lastId() + 1, now, now), Change.CREATE);
        }
    }

    private void apply(Shelf shelf, List<Item> items, Change change, Witness witness) {
        for (Item item : items) {
            shelf.change(item, change, world.now().getEpochSecond());
            witness.happened(shelf, item, change);
        }
    }

    /** Every record as it is, shelf by shelf in the order of ids; the function gives what identifies it at its source. */
    public Stream<TrueRecord> truth(BiFunction<Shelf, Item, String> key) {
        return shelves.values().stream()
                .flatMap(shelf -> shelf.all().stream()
                        .map(item -> new TrueRecord(
                                source,
                                shelf.scope(),
                                shelf.entity(),
                                item.id(),
                                key.apply(shelf, item),
                                item.deleted(),
                                Instant.ofEpochSecond(item.updated()))));
    }
}
