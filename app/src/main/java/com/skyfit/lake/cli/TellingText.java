package com.skyfit.lake.cli;

import com.skyfit.lake.notification.ChannelStatus;
import com.skyfit.lake.notification.TellingStatus;
import com.skyfit.lake.notification.incident.Incident;
import java.time.temporal.ChronoUnit;

/** Incidents and what waits to be told of them, for people. */
final class TellingText {

    private final Console console;

    TellingText(Console console) {
        this.console = console;
    }

    /** Prints a line for each incident, with its cure, and one for each channel that waits. */
    void print(TellingStatus status) {
        for (Incident incident : status.incidents()) {
            String place = incident.place().isEmpty() ? "" : " " + incident.place();
            String line = incident.severity().text() + "  " + incident.kind() + place + ", since "
                    + incident.firstSeen().truncatedTo(ChronoUnit.SECONDS) + ": " + incident.what();
            console.line(console.coloured(
                    switch (incident.severity()) {
                        case ERROR -> "red";
                        case WARNING, NOTICE -> "yellow";
                    },
                    line));
            console.line("         to do: " + incident.cure());
        }
        status.channels().forEach(channel -> console.line(text(channel)));
    }

    static String text(ChannelStatus channel) {
        String messages = channel.unsent() + (channel.unsent() == 1 ? " message" : " messages");
        return channel.isDown()
                ? "channel " + channel.channel() + " is down: " + messages + " unsent since "
                        + channel.since().truncatedTo(ChronoUnit.SECONDS) + ", " + channel.attempts()
                        + (channel.attempts() == 1 ? " attempt: " : " attempts: ") + channel.failure()
                : "channel " + channel.channel() + ": " + messages + " to be sent by the next run";
    }
}
