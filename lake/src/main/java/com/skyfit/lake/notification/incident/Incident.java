package com.skyfit.lake.notification.incident;

import com.skyfit.lake.notification.channel.Severity;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, with all that it holds up, from the run that saw it first to the one that saw it no more.
 *
 * @param kind an {@link IncidentKind} or the name of a check
 * @param place the account or table that it is about; empty text if it is about all of the lake
 * @param cause by which it is recognised in other subjects; empty text if the kind says it all
 * @param waiting the subjects that it holds up
 * @param toldAt when it was last told of; null if it was not
 * @param endedAt null while it lasts
 */
public record Incident(
        UUID id,
        String kind,
        String place,
        String cause,
        Severity severity,
        Instant firstSeen,
        Instant lastSeen,
        String what,
        String cure,
        Set<String> waiting,
        @Nullable Instant toldAt,
        @Nullable Instant endedAt) {

    public Incident {
        waiting = java.util.Collections.unmodifiableSet(new TreeSet<>(waiting));
    }

    /** Whether it lasts. */
    public boolean isOpen() {
        return endedAt == null;
    }

    Incident seen(Instant now, Severity found, String nowWhat, String nowCure, Set<String> nowWaiting) {
        return new Incident(
                id, kind, place, cause, found, firstSeen, now, nowWhat, nowCure, nowWaiting, toldAt, endedAt);
    }

    Incident waitingFor(Set<String> nowWaiting) {
        return new Incident(
                id, kind, place, cause, severity, firstSeen, lastSeen, what, cure, nowWaiting, toldAt, endedAt);
    }

    /** The same, over; it keeps what it held up last. */
    public Incident ended(Instant now) {
        return new Incident(id, kind, place, cause, severity, firstSeen, lastSeen, what, cure, waiting, toldAt, now);
    }

    /** The same, told of. */
    public Incident told(Instant now) {
        return new Incident(id, kind, place, cause, severity, firstSeen, lastSeen, what, cure, waiting, now, endedAt);
    }
}
