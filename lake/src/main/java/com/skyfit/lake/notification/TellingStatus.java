package com.skyfit.lake.notification;

import com.skyfit.lake.notification.incident.Incident;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What is wrong at the moment, and what was not yet told of it.
 *
 * @param incidents those that last, the oldest first
 * @param channels those for which messages wait
 */
public record TellingStatus(List<Incident> incidents, List<ChannelStatus> channels) {

    public TellingStatus {
        incidents = List.copyOf(incidents);
        channels = List.copyOf(channels);
    }

    /** Of a home and its database. */
    public static TellingStatus read(Warehouse warehouse, Path home) throws SQLException, IOException {
        try (Connection connection = warehouse.connect()) {
            return of(new DatabaseNotes(connection).read().and(new FileNotes(home).read()));
        }
    }

    /** Of a home alone, while its database cannot be used. */
    public static TellingStatus read(Path home) throws IOException {
        return of(new FileNotes(home).read());
    }

    /** The same by a connection of somebody who looks for mistakes; of a database that has no notes yet, of the home alone. */
    public static TellingStatus read(Connection connection, Path home) throws SQLException, IOException {
        boolean kept = Query.of(connection, "select to_regclass('ops.letter') is not null as kept")
                .one(row -> row.flag("kept"));
        return kept ? of(new DatabaseNotes(connection).read().and(new FileNotes(home).read())) : read(home);
    }

    private static TellingStatus of(Notes notes) {
        return new TellingStatus(notes.incidents(), ChannelStatus.of(notes.letters()));
    }
}
