package com.skyfit.examples;

import java.util.Comparator;
import java.util.List;

/**
 * How good a prediction is on deals that it has not learned from.
 *
 * @param auc the chance that a deal that was won is ranked above one that was not; 0.5 for any that cannot tell
 * @param logLoss the mean surprise, in nats: less is better
 */
record Quality(double auc, double logLoss) {

    /** Nobody is certain: one mistake would cost infinitely much. */
    private static final double LEAST = 1e-6;

    /**
     * Measures.
     *
     * @throws IllegalArgumentException if all deals or none were won
     */
    static Quality of(Prediction prediction, List<OpenDeal> test) {
        record Ranked(double predicted, boolean won) {}
        List<Ranked> ranked = test.stream()
                .map(deal -> new Ranked(prediction.of(deal), deal.won()))
                .sorted(Comparator.comparingDouble(Ranked::predicted))
                .toList();
        long won = ranked.stream().filter(Ranked::won).count();
        long lost = ranked.size() - won;
        if (won == 0 || lost == 0) {
            throw new IllegalArgumentException(
                    won + " of " + ranked.size() + " deals of the test were won: there is nothing to tell apart");
        }
        double ranks = 0;
        int from = 0;
        while (from < ranked.size()) {
            int to = from;
            while (to < ranked.size()
                    && ranked.get(to).predicted() == ranked.get(from).predicted()) {
                to++;
            }
            // Those with the same prediction share their ranks, of which the first is 1.
            double rank = (from + 1 + to) / 2.0;
            ranks +=
                    rank * ranked.subList(from, to).stream().filter(Ranked::won).count();
            from = to;
        }
        double loss = 0;
        for (Ranked deal : ranked) {
            double predicted = Math.max(LEAST, Math.min(1 - LEAST, deal.predicted()));
            loss -= Math.log(deal.won() ? predicted : 1 - predicted);
        }
        return new Quality((ranks - won * (won + 1) / 2.0) / ((double) won * lost), loss / ranked.size());
    }
}
