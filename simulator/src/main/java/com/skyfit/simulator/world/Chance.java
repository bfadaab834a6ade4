package com.skyfit.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Repeatable chance: the same seed and names give the same sequence. */
public final class Chance {

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The chance of a record in what stays the same over its life. */
    public static Chance ofLife(long seed, Shelf shelf, long id) {
        return of(seed, shelf, id, -1);
    }

    /** The chance of a record in what its revisions change. */
    public static Chance ofRevision(long seed, Shelf shelf, long id, int revision) {
        return of(seed, shelf, id, revision);
    }

    /** The chance of anything else, by a name of its own. */
    public static Chance named(long seed, String name) {
        return new Chance(mixed(seed, name.hashCode()));
    }

    private static Chance of(long seed, Shelf shelf, long id, int revision) {
        long accounts = mixed(shelf.scope().hashCode(), shelf.entity().hashCode());
        return new Chance(mixed(mixed(mixed(seed, accounts), id), revision));
    }

    private static long mixed(long one, long other) {
        long mixed = (one ^ (other + 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the first to the last, both included. */
    public long between(long first, long last) {
        return random.nextLong(first, last + 1);
    }

    /** True that often in a hundred. */
    public boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    public double fraction() {
        return random.nextDouble();
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A second from the first to the last. */
    public Instant time(long first, long last) {
        return Instant.ofEpochSecond(between(first, Math.max(first, last)));
    }

    /** Lower-case hexadecimal digits. */
    public String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    /** Decimal digits. */
    public String digits(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }
}
