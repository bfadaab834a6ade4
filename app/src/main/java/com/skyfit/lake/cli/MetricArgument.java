package com.skyfit.lake.cli;

import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A metric that somebody names on the command line. */
final class MetricArgument {

    private MetricArgument() {}

    /**
     * The metric of that name.
     *
     * @throws ParameterException if there is none
     */
    static Metric named(String name, SemanticLayer layer, CommandLine line) {
        return layer.metric(name)
                .orElseThrow(() -> new ParameterException(
                        line,
                        NearestName.unknown(
                                        "metric",
                                        name,
                                        layer.metrics().stream()
                                                .map(Metric::name)
                                                .toList())
                                + "; see 'skyfit metrics list'"));
    }
}
