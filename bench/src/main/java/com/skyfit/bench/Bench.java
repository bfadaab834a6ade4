package com.skyfit.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line. */
@Command(
        name = "bench",
        description = "Measures the lake against hand-written solutions, on the same data in the same run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            ExtractBench.class,
            LoadBench.class,
            TransformBench.class,
            LoopsBench.class,
            ManifestsBench.class,
            ReportsBench.class
        })
public final class Bench {

    private Bench() {}

    /** Runs one and ends with 0, or with 1 where it failed. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
