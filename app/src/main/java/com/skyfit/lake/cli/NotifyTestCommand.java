package com.skyfit.lake.cli;

import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.notification.Telling;
import com.skyfit.lake.notification.channel.Receipt;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether messages arrive. */
@Command(
        name = "test",
        description = {
            "Sends a test to each channel and shows what came back.",
            "It needs neither the database nor the sources."
        },
        exitCodeList = {
            "0:every channel took the test",
            "1:a channel did not take it, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit notify test"})
final class NotifyTestCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints what came back as one JSON object.")
    private boolean json;

    /** What came back from a channel, for programs. */
    private record Result(String channel, boolean taken, String text) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        List<String> problems = new ArrayList<>();
        Notifications settings = Notifications.understand(home.settings(), problems);
        if (settings.channels().isEmpty() && problems.isEmpty()) {
            problems.add(
                    "Nobody is told of incidents: set one of NOTIFY_TEAMS_URL, NOTIFY_SLACK_URL, NOTIFY_WEBHOOK_URL,"
                            + " NOTIFY_EMAIL_TO, NOTIFY_COMMAND");
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        List<Result> results = new Telling(settings, home.folder(), InstantSource.system())
                .test().stream()
                        .map(tried -> new Result(
                                tried.channel().name(),
                                tried.receipt() instanceof Receipt.Taken,
                                tried.receipt().text()))
                        .toList();
        if (json) {
            console.line(Json.of(Map.of("channels", results)));
        } else {
            for (Result result : results) {
                String line = (result.taken() ? "ok       " : "problem  ") + result.channel() + ": " + result.text();
                console.line(result.taken() ? line : console.coloured("red", line));
            }
        }
        return results.stream().allMatch(Result::taken) ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }
}
