package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.run.Ending;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.RunService;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.ResultFiles;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.schedule.LatestRun;
import com.skyfit.lake.schedule.Resident;
import com.skyfit.lake.schedule.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A process that stays and runs when it is time. */
@Command(
        name = "serve",
        description = {
            "Stays, and runs all stages whenever the schedule says, until it is stopped.",
            "A run that was missed or killed starts as soon as this command does. One that failed is repeated after 15 minutes, up to three times; one whose budget ran out is resumed after an hour.",
            "Each run has its own log and result file, as those of 'skyfit run'."
        },
        exitCodeList = {ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {
            "",
            "Examples:",
            "  skyfit serve",
            "  skyfit serve --at 06:00,13:00 --days working",
            "  skyfit serve --at 4h --zone UTC --no-catch-up"
        })
final class ServeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private ScheduleOptions when = new ScheduleOptions();

    @Option(names = "--no-catch-up", description = "Does not start a run that was missed; waits for the next one.")
    private boolean noCatchUp;

    @Override
    public Integer call() throws InterruptedException {
        Schedule schedule = when.schedule(home.catalog());
        Console console = Console.of(spec);
        console.line("runs " + schedule + "; stop with Ctrl-C");
        new Resident(schedule, !noCatchUp, InstantSource.system(), new World(console)).stay();
        return 0;
    }

    private final class World implements Resident.World {

        private final Console console;
        private final RunService service = new RunService(home::settings, home::catalog, home.folder(), Version.text());

        World(Console console) {
            this.console = console;
        }

        @Override
        public Optional<LatestRun> latest() {
            try {
                return new ResultFiles(home.folder())
                        .newest()
                        .map(run -> new LatestRun(
                                run.startedAt(),
                                run.finishedAt(),
                                Optional.ofNullable(run.exitCode())
                                        .flatMap(ExitCode::ofNumber)
                                        .orElse(null)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ExitCode run() throws InterruptedException {
            Instant begunAt = Instant.now();
            try (LogFile log = home.log(begunAt)) {
                RunReport report = service.run(
                        new RunService.Request(
                                "serve", begunAt, Selection.ALL, new RunOptions(EnumSet.allOf(Stage.class))),
                        new Progress(console, false));
                new ReportText(console, false).print(report, log.file());
                return report.exitCode();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                Ending ending = Ending.of(e);
                ending.lines().forEach(console::line);
                return ending.code();
            }
        }

        @Override
        public void say(String text) {
            console.line(text);
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    }
}
