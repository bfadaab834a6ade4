package com.skyfit.simulator.source;

import com.skyfit.simulator.world.World;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a source gets when it is created.
 *
 * @param world its seed, scale and time
 * @param limits how much it may be asked
 * @param grants where it registers accounts with OAuth clients; one for all sources
 * @param nanoClock for windows of limits, which are those of the real time
 * @param address of the simulator, without a slash at its end
 */
public record Surroundings(World world, Limits limits, TokenGrants grants, LongSupplier nanoClock, String address) {

    /** The base address of a source. */
    public String url(String source) {
        return address + "/" + source;
    }

    /** A budget of so much in a window. */
    public Budget budget(long total, Duration window) {
        return new Budget(total, window, nanoClock);
    }
}
