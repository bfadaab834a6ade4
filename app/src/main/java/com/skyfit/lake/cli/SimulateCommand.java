package com.skyfit.lake.cli;

import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The simulated sources, for trying the real commands on them. */
@Command(
        name = "simulate",
        description =
                "Serves simulated Pipedrive and Zendesk accounts until it is stopped, and prints the settings that lead to them.",
        footer = {
            "",
            "Examples:",
            "  skyfit simulate --port 8099 --scale 0.01 > .env &",
            "  skyfit run",
            "  curl -X POST 'http://127.0.0.1:8099/control/change?created=2&updated=5&deleted=1'",
            "  skyfit run"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port on the loopback address. Default: any that is free.")
    private int port;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "Another seed, another world. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "1 for SkyFit's volumes. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(names = "--real-limits", description = "Rate limits and daily budgets of real plans instead of none.")
    private boolean realLimits;

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.of(spec);
        SimulatorOptions usual = SimulatorOptions.of(seed, scale, Instant.now());
        SimulatorOptions options = new SimulatorOptions(
                port,
                seed,
                scale,
                usual.start(),
                realLimits ? Limits.real() : usual.limits(),
                List.of("comercial", "expansao"));
        try (Simulator simulator = Simulator.start(options)) {
            simulator.settings().forEach((name, value) -> console.line(name + "=" + value));
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
