package com.skyfit.lake.extract;

import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Whole numbers under keys from 0 on, 16 bytes each in tables at least a third full: millions of records fit in a small heap. */
final class LongMap {

    private static final long NONE = -1;

    private long[] keys = empty(1 << 10);
    private long[] values = new long[keys.length];
    private int size;

    private static long[] empty(int slots) {
        long[] keys = new long[slots];
        Arrays.fill(keys, NONE);
        return keys;
    }

    /** The number under the key; the other number if there is none. */
    long get(long key, long absent) {
        int slot = slot(key);
        return keys[slot] == NONE ? absent : values[slot];
    }

    void put(long key, long value) {
        int slot = slot(key);
        if (keys[slot] == NONE) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        if (size > keys.length / 3 * 2) {
            grow();
        }
    }

    /** The keys under which such a value stands, ascending. */
    long[] keysOf(LongPredicate wanted) {
        return IntStream.range(0, keys.length)
                .filter(slot -> keys[slot] != NONE && wanted.test(values[slot]))
                .mapToLong(slot -> keys[slot])
                .sorted()
                .toArray();
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = empty(2 * oldKeys.length);
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Where the key is, or would go. */
    private int slot(long key) {
        int slot = Long.hashCode(key * 0x9E3779B97F4A7C15L) & (keys.length - 1);
        while (keys[slot] != NONE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
