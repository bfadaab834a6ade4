package com.skyfit.examples;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be said without a model: how often deals are won. */
final class Baseline {

    /** As many deals of the usual share a stage is taken to have had besides its own: a stage with three deals knows little. */
    private static final double USUAL_DEALS = 20;

    private Baseline() {}

    /** The same for all: the share that was won. */
    static Prediction share(List<OpenDeal> training) {
        double share = training.stream().mapToDouble(Baseline::won).average().orElseThrow();
        return deal -> share;
    }

    /** The share of each stage. */
    static Prediction shareOfStage(List<OpenDeal> training) {
        double share = training.stream().mapToDouble(Baseline::won).average().orElseThrow();
        Map<Long, Double> shares = training.stream()
                .collect(Collectors.groupingBy(
                        OpenDeal::stage,
                        Collectors.teeing(
                                Collectors.summingDouble(Baseline::won),
                                Collectors.counting(),
                                (won, all) -> (won + USUAL_DEALS * share) / (all + USUAL_DEALS))));
        return deal -> shares.getOrDefault(deal.stage(), share);
    }

    private static double won(OpenDeal deal) {
        return deal.won() ? 1 : 0;
    }
}
