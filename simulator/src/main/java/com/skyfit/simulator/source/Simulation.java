package com.skyfit.simulator.source;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import com.skyfit.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All sources and their world, behind the simulator's one lock. Safe for use by several threads. */
public final class Simulation {

    private final World world;
    private final List<SimulatedSource> sources;
    private int rounds;

    public Simulation(World world, List<SimulatedSource> sources) {
        this.world = world;
        this.sources = List.copyOf(sources);
    }

    public List<SimulatedSource> sources() {
        return sources;
    }

    /** Does this while nothing else happens; it may call any method of this class. */
    public synchronized <T> T alone(Supplier<T> doing) {
        return doing.get();
    }

    /** Does this while nothing else happens. */
    public synchronized void run(Runnable doing) {
        doing.run();
    }

    public synchronized Instant now() {
        return world.now();
    }

    /** Advances the clock without any change. */
    public synchronized void advance(Duration time) {
        world.advance(time);
    }

    /** Makes changes, each to a different record; then five minutes pass, so that every API shows them. */
    public synchronized List<Changed> change(ChangeRequest request) {
        List<Changed> changed = new ArrayList<>();
        Chance chance = Chance.named(world.seed(), "change " + ++rounds);
        for (SimulatedSource source : sources) {
            changed.addAll(source.change(request, chance));
        }
        world.advance(Duration.ofMinutes(5));
        return changed;
    }

    /** Every record as it really is, source by source. */
    public synchronized List<TrueRecord> truth() {
        return sources.stream().flatMap(SimulatedSource::truth).toList();
    }

    /** How often a source answered that it was asked too much. */
    public synchronized long refusals() {
        return sources.stream().mapToLong(SimulatedSource::refusals).sum();
    }
}
