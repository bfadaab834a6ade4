package com.skyfit.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What to learn from and what to test on, apart in time: at the first moment of the test, every label that was learned from was known.
 *
 * @param training the earlier deals
 * @param test the later ones
 */
record Split(List<OpenDeal> training, List<OpenDeal> test) {

    /** How long after a moment its labels are known. */
    static final Duration WINDOW = Duration.ofDays(90);

    private static final int TEST_IN_TEN = 3;

    Split {
        training = List.copyOf(training);
        test = List.copyOf(test);
    }

    /**
     * The last three tenths of the moments are the test.
     *
     * @throws IllegalArgumentException if the lake is too young for that
     */
    static Split of(List<OpenDeal> deals) {
        List<Instant> moments =
                deals.stream().map(OpenDeal::moment).distinct().sorted().toList();
        int first = moments.size() - Math.max(1, moments.size() * TEST_IN_TEN / 10);
        if (moments.isEmpty() || moments.get(0).plus(WINDOW).isAfter(moments.get(first))) {
            throw new IllegalArgumentException(
                    "There are " + moments.size()
                            + " moments with labels, too few to learn from some and to test on others that are 90 days younger: try again when the lake has read half a year more");
        }
        Instant begin = moments.get(first);
        return new Split(
                deals.stream()
                        .filter(deal -> !deal.moment().plus(WINDOW).isAfter(begin))
                        .toList(),
                deals.stream().filter(deal -> !deal.moment().isBefore(begin)).toList());
    }
}
