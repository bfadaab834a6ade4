package com.skyfit.simulator;

import com.skyfit.simulator.source.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What world to simulate. The same options give the same world.
 *
 * @param port to listen on, on the loopback address; 0 for any free one
 * @param seed of everything that looks like chance
 * @param scale 1 for SkyFit's volumes (about 237,000 records), 0.1 for a tenth
 * @param start the simulated time at the start; its clock stands still between {@link Simulator#advance} and {@link Simulator#change}
 * @param limits how much it may be asked
 * @param pipedriveScopes the companies on the Pipedrive side; at least one
 */
public record SimulatorOptions(
        int port, long seed, double scale, Instant start, Limits limits, List<String> pipedriveScopes) {

    public SimulatorOptions {
        pipedriveScopes = List.copyOf(pipedriveScopes);
        if (pipedriveScopes.isEmpty() || !(scale > 0)) {
            throw new IllegalArgumentException(
                    "Invalid simulator options: expected a scale above 0 and at least one Pipedrive scope");
        }
    }

    /** SkyFit's two companies, two hours ago, with limits that nobody reaches. */
    public static SimulatorOptions of(long seed, double scale, Instant now) {
        return new SimulatorOptions(
                0,
                seed,
                scale,
                now.minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS),
                Limits.generous(),
                List.of("comercial", "expansao"));
    }
}
