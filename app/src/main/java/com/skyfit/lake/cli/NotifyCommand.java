package com.skyfit.lake.cli;

import picocli.CommandLine.Command;

/** Who is told of incidents. */
@Command(
        name = "notify",
        description = {
            "Tries, shows and sends the messages that tell people of incidents.",
            "Runs send them by themselves: one when an incident begins, one when it is over. The settings NOTIFY_... say to whom; docs/notifications.md describes them."
        },
        subcommands = {NotifyTestCommand.class, NotifyListCommand.class, NotifyFlushCommand.class})
final class NotifyCommand {}
