package com.skyfit.lake.models.metrics;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A number with one definition. What it is made of is resolved: whatever a metric names is there. */
public sealed interface Metric {

    /** Unique in the project: small letters, digits and underscores. */
    String name();

    /** What people read of it. */
    Meaning meaning();

    /** The metrics it is made of, itself where it is made of none; each once, in order. */
    Set<Simple> parts();

    /** What of the rows is in it. */
    default Set<SemanticModel> models() {
        return parts().stream().map(Simple::model).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The dimension without which its numbers would mix currencies; empty where it has nothing to do with money. */
    default Optional<Dimension> currency() {
        return parts().stream()
                .flatMap(part -> part.measure().currency().stream())
                .findFirst();
    }

    /** Whether one day places all of it in time; otherwise the number of a month is made of different rows. */
    default boolean goesByOneDay() {
        return parts().stream()
                        .map(part -> List.of(part.model().name(), part.measure().day()))
                        .distinct()
                        .count()
                == 1;
    }

    /**
     * A measure of the rows that meet all conditions.
     *
     * @param filter no condition where all rows count
     */
    record Simple(String name, Meaning meaning, SemanticModel model, Measure measure, List<Condition> filter)
            implements Metric {

        public Simple {
            filter = List.copyOf(filter);
        }

        @Override
        public Set<Simple> parts() {
            return Set.of(this);
        }
    }

    /** One metric divided by another; null where that is 0. */
    record Ratio(String name, Meaning meaning, Metric numerator, Metric denominator) implements Metric {

        @Override
        public Set<Simple> parts() {
            return partsOf(Stream.of(numerator, denominator));
        }
    }

    /** Computed of other metrics. */
    record Derived(String name, Meaning meaning, Expression expression) implements Metric {

        @Override
        public Set<Simple> parts() {
            return partsOf(expression.metrics());
        }
    }

    private static Set<Simple> partsOf(Stream<Metric> metrics) {
        return metrics.flatMap(metric -> metric.parts().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
