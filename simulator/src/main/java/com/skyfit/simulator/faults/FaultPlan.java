package com.skyfit.simulator.faults;

import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Request;
import com.skyfit.simulator.source.SimulatedSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which replies of a simulator go wrong, and how: by chance that a seed repeats as long as the requests come in the same order. Counts what
 * it did. Safe for use by several threads.
 */
public final class FaultPlan {

    /** Longest run of faults, so that somebody with patience for one more always gets through in the end. */
    private static final int LONGEST_STORM = 6;

    private final SplittableRandom random;
    private final int percent;
    private final List<Fault> faults;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final FaultInjection injection;
    private int inARow;

    /**
     * A plan.
     *
     * @param percent of the replies that something is tried on
     * @param faults to choose from, each as likely as the others
     * @param world moves, where records are to change while they are read; null if none may
     */
    public FaultPlan(long seed, int percent, Collection<Fault> faults, @Nullable Runnable world) {
        this.random = new SplittableRandom(seed);
        this.percent = percent;
        this.faults = List.copyOf(faults);
        this.injection = new FaultInjection(random, world);
    }

    /** How often each fault was injected. */
    public synchronized Map<Fault, Integer> injected() {
        return new EnumMap<>(injected);
    }

    /** The request as it would have been without the cursors that faults made up. */
    public static Request restored(SimulatedSource source, Request request) {
        return request.with(FaultInjection.restored(source.cursorParameters(), request.query()));
    }

    /** The reply to send; the right one if nothing is to go wrong or the chosen fault does not fit it. */
    public synchronized Delivery apply(SimulatedSource source, Request request, Reply right) {
        if (inARow >= LONGEST_STORM || random.nextInt(100) >= percent) {
            inARow = 0;
            injection.keep(source, request, right);
            return Delivery.whole(right);
        }
        Fault fault = faults.get(random.nextInt(faults.size()));
        Optional<Delivery> wrong = injection.wrong(fault, source, request, right);
        if (wrong.isEmpty()) {
            injection.keep(source, request, right);
            return Delivery.whole(right);
        }
        inARow++;
        injected.merge(fault, 1, Integer::sum);
        return wrong.get();
    }
}
