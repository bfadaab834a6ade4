package com.skyfit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How predictions are made and measured, on deals whose secret is known. */
final class WinPredictionTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T06:00:00Z");
    private static final long SEED = 11;

    /** Weekly moments of deals that are won more often the more activities they have, or by chance alone. */
    private static List<OpenDeal> deals(int weeks, boolean tell) {
        Random random = new Random(SEED);
        List<OpenDeal> deals = new ArrayList<>();
        for (int week = 0; week < weeks; week++) {
            for (int i = 0; i < 60; i++) {
                double activities = random.nextInt(10);
                double chance = tell ? 1 / (1 + Math.exp(3 - 0.8 * activities)) : 0.3;
                Map<String, Double> features = new HashMap<>(Map.of("activities", activities));
                if (random.nextBoolean()) {
                    features.put("noise", random.nextGaussian());
                }
                deals.add(new OpenDeal(
                        BEGIN.plus(Duration.ofDays(7L * week)),
                        1 + random.nextInt(4),
                        features,
                        random.nextDouble() < chance));
            }
        }
        return deals;
    }

    @Test
    void noLabelThatIsLearnedFromWasUnknownAtTheFirstMomentOfTheTest() {
        Split split = Split.of(deals(40, true));

        Instant begin = split.test().get(0).moment();
        assertThat(split.training())
                .isNotEmpty()
                .allMatch(deal -> !deal.moment().plus(Duration.ofDays(90)).isAfter(begin));
        assertThat(split.test()).isNotEmpty().allMatch(deal -> !deal.moment().isBefore(begin));
    }

    @Test
    void aLakeThatIsTooYoungIsRefused() {
        assertThatThrownBy(() -> Split.of(deals(10, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 moments with labels, too few");
        assertThatThrownBy(() -> Split.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatFeaturesTellIsLearned() {
        Split split = Split.of(deals(40, true));

        Quality model = Quality.of(Regression.of(split.training(), SEED), split.test());
        Quality share = Quality.of(Baseline.share(split.training()), split.test());

        assertThat(model.auc()).isGreaterThan(0.85);
        assertThat(model.logLoss()).isLessThan(share.logLoss() * 0.8);
    }

    @Test
    void whereFeaturesTellNothingTheModelIsNoBetterThanTheShare() {
        Split split = Split.of(deals(40, false));

        Quality model = Quality.of(Regression.of(split.training(), SEED), split.test());
        Quality share = Quality.of(Baseline.share(split.training()), split.test());

        assertThat(model.auc()).isCloseTo(0.5, within(0.06));
        assertThat(model.logLoss()).isGreaterThan(share.logLoss() - 0.01);
    }

    @Test
    void aPredictionThatCannotTellHasHalfAnAucAndACertainOneAll() {
        List<OpenDeal> deals = deals(1, true);

        assertThat(Quality.of(deal -> 0.3, deals).auc()).isEqualTo(0.5);
        Quality sure = Quality.of(deal -> deal.won() ? 0.9 : 0.1, deals);
        assertThat(sure.auc()).isEqualTo(1);
        assertThat(sure.logLoss()).isCloseTo(-Math.log(0.9), within(1e-9));
        assertThat(Quality.of(deal -> deal.won() ? 0.1 : 0.9, deals).auc()).isZero();
    }

    @Test
    void aStageThatNobodyKnowsHasTheShareOfAll() {
        List<OpenDeal> deals = deals(10, true);
        OpenDeal unknown = new OpenDeal(BEGIN, 99, Map.of(), true);

        assertThat(Baseline.shareOfStage(deals).of(unknown))
                .isEqualTo(Baseline.share(deals).of(unknown));
    }
}
