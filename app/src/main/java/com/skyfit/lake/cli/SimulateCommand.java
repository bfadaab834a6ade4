package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulated sources, for trying the real commands on them. */
@Command(
        name = "simulate",
        description = {
            "Serves simulated Pipedrive and Zendesk accounts until it is stopped.",
            "The settings that lead to them go to the console, or into a file from which the other commands read them: run these in a second terminal."
        },
        exitCodeList = {ExitCodeText.FAILED, ExitCodeText.USAGE, "130:it was stopped"},
        footer = {
            "",
            "Examples:",
            "  skyfit simulate --port 8099 --scale 0.01 --env-file .env",
            "  skyfit run",
            "  curl -X POST \"http://127.0.0.1:8099/control/change?updated=5&deleted=1\"",
            "  skyfit run"
        })
final class SimulateCommand implements Callable<Integer> {

    /** The first line of a file of settings that this command wrote. */
    private static final String MARK = "# Written by 'skyfit simulate': settings of simulated accounts.";

    private static final int HIGHEST_PORT = 65_535;

    /** A hundred times SkyFit's volumes are 3 million deals. */
    private static final int LARGEST_SCALE = 100;

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

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description =
                    "Writes the settings into this file, such as .env, instead of printing them. It replaces only what it wrote itself.")
    private @Nullable Path envFile;

    @Override
    public Integer call() throws IOException {
        refuseForeign();
        refuseImpossible();
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
            List<String> settings = simulator.settings().entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .toList();
            if (envFile == null) {
                settings.forEach(console::line);
            } else {
                Files.write(
                        envFile,
                        Stream.concat(Stream.of(MARK), settings.stream()).toList());
                console.line("The settings are in " + envFile.toAbsolutePath() + "; Ctrl-C stops the simulation.");
            }
            new CountDownLatch(1).await();
            return ExitCode.OK.number();
        } catch (InterruptedException e) {
            // How it is meant to end: nothing was interrupted that would have to be resumed.
            return ExitCode.INTERRUPTED.number();
        }
    }

    private void refuseImpossible() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(),
                    "--port: expected a port from 0 to " + HIGHEST_PORT + ", found " + port);
        }
        if (!(scale > 0) || scale > LARGEST_SCALE) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(),
                    "--scale: expected more than 0 and at most " + LARGEST_SCALE + ", found " + scale);
        }
    }

    /** Somebody's real settings are not written over. */
    private void refuseForeign() throws IOException {
        if (envFile != null
                && Files.exists(envFile)
                && !Files.readString(envFile).startsWith(MARK)) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(),
                    "--env-file: " + envFile.toAbsolutePath()
                            + " exists and was not written by 'skyfit simulate'; choose"
                            + " another file, which the other commands read with --env-file too");
        }
    }
}
