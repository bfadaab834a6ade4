package com.skyfit.simulator.world;

import java.time.Duration;
import java.time.Instant;

/** The seed, the scale and the clock of all sources of a simulator. Guarded by the simulator's lock. */
public final class World {

    private final long seed;
    private final double scale;
    private Instant now;

    /**
     * A world at its beginning.
     *
     * @param seed of everything that looks like chance
     * @param scale 1 for SkyFit's volumes
     * @param start its time, until {@link #advance}
     */
    public World(long seed, double scale, Instant start) {
        this.seed = seed;
        this.scale = scale;
        this.now = start;
    }

    public long seed() {
        return seed;
    }

    public double scale() {
        return scale;
    }

    public Instant now() {
        return now;
    }

    /** Advances the clock; nothing else does. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** How many records a volume makes at a scale: rounded, and never fewer than the last parameter says. */
    public static int count(double volume, double scale, int least) {
        return (int) Math.max(least, Math.round(volume * scale));
    }
}
