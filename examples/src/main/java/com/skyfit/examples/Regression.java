package com.skyfit.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A logistic regression. Features are put on one scale, by what the training has; that one is missing is a feature too. */
final class Regression implements Prediction {

    private static final String WON = "won";
    private static final int EPOCHS = 20;
    private static final double RATE = 0.05;

    /** As the interval of the log. */
    private static final int SILENT = -1;

    private final Map<String, Scale> scales;
    private final Model<Label> model;

    /** How a feature is spread in the training. */
    private record Scale(double mean, double deviation) {

        static Scale of(List<Double> values) {
            double mean = values.stream().mapToDouble(value -> value).average().orElse(0);
            double variance = values.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            return new Scale(mean, variance > 0 ? Math.sqrt(variance) : 1);
        }

        /** At most five deviations away, so that one wild value does not decide. */
        double scaled(double value) {
            return Math.max(-5, Math.min(5, (value - mean) / deviation));
        }
    }

    private Regression(Map<String, Scale> scales, Model<Label> model) {
        this.scales = scales;
        this.model = model;
    }

    /**
     * Learns.
     *
     * @param seed of the order in which it looks at deals: the same gives the same
     */
    static Regression of(List<OpenDeal> training, long seed) {
        Map<String, List<Double>> values = new HashMap<>();
        for (OpenDeal deal : training) {
            deal.features()
                    .forEach((name, value) -> values.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(value));
        }
        Map<String, Scale> scales = new HashMap<>();
        values.forEach((name, known) -> scales.put(name, Scale.of(known)));
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("ml.deal_features", labels), labels);
        for (OpenDeal deal : training) {
            data.add(example(deal, scales, new Label(deal.won() ? WON : "not won")));
        }
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE), EPOCHS, SILENT, 1, seed);
        return new Regression(scales, trainer.train(data));
    }

    private static ArrayExample<Label> example(OpenDeal deal, Map<String, Scale> scales, Label label) {
        ArrayExample<Label> example = new ArrayExample<>(label);
        // What every deal has, so that there is one without any other feature, and the model has its intercept.
        example.add("is a deal", 1);
        for (String name : new TreeSet<>(scales.keySet())) {
            Double value = deal.features().get(name);
            if (value == null) {
                example.add(name + " is missing", 1);
            } else {
                example.add(name, Objects.requireNonNull(scales.get(name)).scaled(value));
            }
        }
        return example;
    }

    @Override
    public double of(OpenDeal deal) {
        return Objects.requireNonNull(model.predict(example(deal, scales, LabelFactory.UNKNOWN_LABEL))
                        .getOutputScores()
                        .get(WON))
                .getScore();
    }
}
