package com.skyfit.lake.doctor;

import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.notification.ChannelStatus;
import com.skyfit.lake.notification.TellingStatus;
import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.warehouse.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether people hear of incidents. Sends nothing: 'skyfit notify test' does. */
final class NotificationExam {

    private static final String CHECK = "notifications";

    private final Notifications settings;
    private final Path home;

    NotificationExam(Notifications settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /** @param address of the database; empty if it is not known or does not run, which is reported elsewhere */
    List<Diagnosis> examine(Optional<DatabaseAddress> address) {
        List<Diagnosis> found = new ArrayList<>();
        found.add(Diagnosis.ok(
                CHECK,
                "",
                settings.channels().isEmpty()
                        ? "nobody is told of incidents; docs/notifications.md explains how to be"
                        : settings.channels().stream().map(Channel::name).collect(Collectors.joining(", "))
                                + "; 'skyfit notify test' tries them"));
        try {
            status(address).channels().stream()
                    .filter(ChannelStatus::isDown)
                    .map(channel -> Diagnosis.warning(
                            CHECK,
                            channel.channel(),
                            "is down: " + channel.unsent() + " messages unsent since " + channel.since() + ": "
                                    + channel.failure(),
                            "correct its settings, then run 'skyfit notify flush'"))
                    .forEach(found::add);
        } catch (IOException e) {
            found.add(Diagnosis.warning(CHECK, "", FailureText.of(e), "let this user read and write the home folder"));
        }
        return found;
    }

    private TellingStatus status(Optional<DatabaseAddress> address) throws IOException {
        if (address.isPresent()) {
            try (Connection connection = DriverManager.getConnection(
                    address.get().jdbcUrl(), address.get().properties("skyfit doctor"))) {
                return TellingStatus.read(connection, home);
            } catch (SQLException e) {
                // The examination of the database says why it cannot be used.
                return TellingStatus.read(home);
            }
        }
        return TellingStatus.read(home);
    }
}
