package com.skyfit.lake.notification;

import com.skyfit.lake.notification.channel.Message;
import com.skyfit.lake.notification.channel.MessageJson;
import com.skyfit.lake.notification.channel.Severity;
import com.skyfit.lake.notification.incident.Incident;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Notes in the database. The connection and its transaction are the caller's. */
final class DatabaseNotes {

    private final Connection connection;

    DatabaseNotes(Connection connection) {
        this.connection = connection;
    }

    /** Until the transaction ends, nobody else changes them. */
    void lock() throws SQLException {
        Query.of(connection, "lock table ops.incident in share row exclusive mode")
                .update();
    }

    /** Whether this session is the one that sends; until it is closed or {@link #letOthersSend}. */
    boolean mayISend() throws SQLException {
        return Query.of(connection, "select pg_try_advisory_lock(hashtext('skyfit letters')) as mine")
                .one(row -> row.flag("mine"));
    }

    void letOthersSend() throws SQLException {
        Query.of(connection, "select pg_advisory_unlock(hashtext('skyfit letters')) as mine")
                .one(row -> row.flag("mine"));
    }

    Notes read() throws SQLException {
        return new Notes(incidents(), letters(), wellToldAt());
    }

    private List<Incident> incidents() throws SQLException {
        return Query.of(
                        connection,
                        "select * from ops.incident where ended_at is null order by first_seen, incident_id")
                .list(DatabaseNotes::incident);
    }

    private static Incident incident(Row row) throws SQLException {
        return new Incident(
                UUID.fromString(row.text("incident_id")),
                row.text("kind"),
                row.text("place"),
                row.text("cause"),
                Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT)),
                row.instant("first_seen"),
                row.instant("last_seen"),
                row.text("what"),
                row.text("cure"),
                Set.copyOf(row.texts("waiting")),
                row.instantOrNull("told_at"),
                row.instantOrNull("ended_at"));
    }

    private List<Letter> letters() throws SQLException {
        return Query.of(connection, "select * from ops.letter where sent_at is null order by number")
                .list(DatabaseNotes::letter);
    }

    private static Letter letter(Row row) throws SQLException {
        String incident = row.textOrNull("incident_id");
        return new Letter(
                UUID.fromString(row.text("letter_id")),
                incident == null ? null : UUID.fromString(incident),
                row.text("channel"),
                MessageJson.read(row.text("message"), Message.class),
                row.instant("created_at"),
                row.instant("due_at"),
                row.instantOrNull("not_before"),
                (int) row.number("attempts"),
                row.text("failure"),
                row.instantOrNull("sent_at"));
    }

    private @Nullable Instant wellToldAt() throws SQLException {
        return Query.of(connection, "select max(created_at) as at from ops.letter where event = 'all_is_well'")
                .only(row -> row.instantOrNull("at"));
    }

    /** Runs that were found unfinished by a later one and of which nobody was told. */
    List<String> killedRuns(int killed) throws SQLException {
        return Query.of(connection, """
                        select r.run_id from ops.run r
                        where r.exit_code = :killed and not exists (
                            select from ops.incident i where i.kind = 'killed' and i.waiting = array[r.run_id])
                        order by r.run_id collate "C"
                        """).bind("killed", killed).list(row -> row.text("run_id"));
    }

    /**
     * Writes what differs.
     *
     * @param before as read
     */
    void write(Notes before, Notes after) throws SQLException {
        Set<Incident> knownIncidents = new HashSet<>(before.incidents());
        for (Incident incident : after.incidents()) {
            if (!knownIncidents.contains(incident)) {
                write(incident);
            }
        }
        Set<Letter> knownLetters = new HashSet<>(before.letters());
        for (Letter letter : after.letters()) {
            if (!knownLetters.contains(letter)) {
                write(letter);
            }
        }
        Set<UUID> kept = after.letters().stream().map(Letter::id).collect(Collectors.toSet());
        for (Letter letter : before.letters()) {
            if (!kept.contains(letter.id())) {
                Query.of(connection, "delete from ops.letter where letter_id = :id")
                        .bind("id", letter.id())
                        .update();
            }
        }
    }

    /** What has ended stays so, whoever still remembers it otherwise. */
    private void write(Incident incident) throws SQLException {
        String[] place = incident.place().split("\\.", -1);
        Query.of(connection, """
                        insert into ops.incident (incident_id, kind, source, scope, place, cause, severity, first_seen, last_seen, what,
                            cure, waiting, told_at, ended_at)
                        values (:id, :kind, :source, :scope, :place, :cause, :severity, :first_seen, :last_seen, :what, :cure,
                            :waiting, :told_at, :ended_at)
                        on conflict (incident_id) do update
                        set severity = excluded.severity, last_seen = excluded.last_seen, what = excluded.what, cure = excluded.cure,
                            waiting = excluded.waiting, told_at = excluded.told_at, ended_at = excluded.ended_at
                        where ops.incident.ended_at is null""")
                .bind("id", incident.id())
                .bind("kind", incident.kind())
                .bind("source", place.length == 2 ? place[0] : "")
                .bind("scope", place.length == 2 && !place[1].equals("*") ? place[1] : "")
                .bind("place", incident.place())
                .bind("cause", storable(incident.cause()))
                .bind("severity", incident.severity().text())
                .bind("first_seen", incident.firstSeen())
                .bind("last_seen", incident.lastSeen())
                .bind("what", storable(incident.what()))
                .bind("cure", storable(incident.cure()))
                .bind("waiting", incident.waiting())
                .bind("told_at", incident.toldAt())
                .bind("ended_at", incident.endedAt())
                .update();
    }

    private void write(Letter letter) throws SQLException {
        Query.of(connection, """
                        insert into ops.letter (letter_id, incident_id, channel, event, message, created_at, due_at, not_before,
                            attempts, failure, sent_at)
                        values (:id, :incident, :channel, :event, :message, :created_at, :due_at, :not_before, :attempts, :failure,
                            :sent_at)
                        on conflict (letter_id) do update
                        set due_at = excluded.due_at, not_before = excluded.not_before, attempts = excluded.attempts,
                            failure = excluded.failure, sent_at = excluded.sent_at
                        where ops.letter.sent_at is null""")
                .bind("id", letter.id())
                .bind("incident", letter.incidentId())
                .bind("channel", letter.channel())
                .bind("event", letter.message().event().text())
                .bind("message", MessageJson.write(letter.message()))
                .bind("created_at", letter.createdAt())
                .bind("due_at", letter.dueAt())
                .bind("not_before", letter.notBefore())
                .bind("attempts", letter.attempts())
                .bind("failure", storable(letter.failure()))
                .bind("sent_at", letter.sentAt())
                .update();
    }

    /** PostgreSQL stores no U+0000. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
