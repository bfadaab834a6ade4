package com.skyfit.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The loops that see every byte, each alone and warm. */
@Command(
        name = "loops",
        description = "Microseconds that the loops over bytes take for a record of 2.6 KB, measured by JMH.",
        mixinStandardHelpOptions = true)
final class LoopsBench implements Callable<Integer> {

    @Option(names = "--only", defaultValue = ".*", description = "A regular expression on their names. Default: all.")
    private String only = ".*";

    @Override
    public Integer call() throws Exception {
        new Runner(new OptionsBuilder()
                        .include("com\\.skyfit\\.lake\\..*Speed\\." + only)
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
        return 0;
    }
}
