package com.skyfit.examples;

import java.time.Instant;
import java.util.Map;

/**
 * An open deal at a moment, with what was known of it.
 *
 * @param moment the run after which it was known
 * @param stage its stage, for the baseline
 * @param features numbers by their names; what is not known is missing
 * @param won whether it was won within {@link Split#WINDOW}
 */
record OpenDeal(Instant moment, long stage, Map<String, Double> features, boolean won) {

    OpenDeal {
        features = Map.copyOf(features);
    }
}
