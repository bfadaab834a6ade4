package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.notification.ChannelStatus;
import com.skyfit.lake.notification.Telling;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.WarehouseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends what a channel that was down has not taken. */
@Command(
        name = "flush",
        description = {
            "Sends the messages that are still to be sent, without waiting for the next run.",
            "Where a channel has asked to wait, it waits. What quiet hours hold back stays."
        },
        exitCodeList = {
            "0:no channel is down",
            "1:a channel is still down, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit notify flush"})
final class NotifyFlushCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(home, "notify flush", this::flush);
    }

    private int flush() throws Exception {
        Console console = Console.of(spec);
        Settings settings = home.settings();
        Configuration configuration =
                Configuration.resolve(settings, home.catalog(), home.folder(), Selection.ALL, false);
        Telling telling = new Telling(
                Notifications.understand(settings, new ArrayList<>()), home.folder(), InstantSource.system());
        List<ChannelStatus> left;
        try (Database database = Database.open(configuration.database(), home.folder())) {
            left = telling.flush(database.warehouse());
        } catch (WarehouseException e) {
            Console.specified(spec).commandLine().getErr().println("warning: " + e.getMessage());
            left = telling.flush(null);
        }
        left.forEach(channel -> console.line(TellingText.text(channel)));
        console.line("channels that wait: " + left.size());
        return left.stream().anyMatch(ChannelStatus::isDown) ? ExitCode.FAILED.number() : ExitCode.OK.number();
    }
}
