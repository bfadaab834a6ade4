package com.skyfit.lake.notification.incident;

import com.skyfit.lake.notification.channel.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What becomes of incidents by what a run saw. A subject that was not looked at stays as it was: a run of one entity ends no incident of
 * another.
 */
public final class Incidents {

    private Incidents() {}

    /**
     * An incident, and how it has changed.
     *
     * @param happened the least of it that somebody should know
     */
    public record Change(Incident incident, Happened happened) {}

    /** How an incident has changed. */
    public enum Happened {
        BEGAN,
        WORSE,
        LASTS,
        ENDED
    }

    private record Group(String kind, String source, String cause) {}

    /**
     * All incidents that were open or have begun, in this order.
     *
     * @param open those that last, by what is known
     * @param sightings of this run
     * @param complete kinds of which the run has looked at every subject that there is: one that it did not see is no more
     */
    public static List<Change> after(
            List<Incident> open, List<Sighting> sightings, Predicate<String> complete, Instant now) {
        List<Sighting> telling = Consequences.without(open, sightings);
        Map<String, Sighting> troubles = new LinkedHashMap<>();
        Set<String> well = new HashSet<>();
        // A finding that another incident explains is not told, and is not over either.
        Set<String> troubled = sightings.stream()
                .filter(sighting -> sighting.trouble() != null)
                .map(Incidents::key)
                .collect(Collectors.toSet());
        for (Sighting sighting : telling) {
            if (sighting.trouble() == null) {
                well.add(key(sighting));
            } else {
                troubles.putIfAbsent(key(sighting), sighting);
            }
        }
        List<Change> changes = new ArrayList<>();
        for (Incident incident : open) {
            Predicate<String> isOver =
                    key -> !troubled.contains(key) && (complete.test(incident.kind()) || well.contains(key));
            changes.add(lasting(incident, troubles, isOver, now));
        }
        Map<Group, List<Sighting>> begun = troubles.values().stream()
                .collect(Collectors.groupingBy(Incidents::group, LinkedHashMap::new, Collectors.toList()));
        begun.forEach((group, of) -> join(changes, group, of, now));
        return changes;
    }

    private static String key(Sighting sighting) {
        return key(sighting.kind(), sighting.subject());
    }

    private static String key(String kind, String subject) {
        return kind + " " + subject;
    }

    /** Takes what belongs to the incident out of the troubles. */
    private static Change lasting(
            Incident incident, Map<String, Sighting> troubles, Predicate<String> isOver, Instant now) {
        Set<String> waiting = new HashSet<>();
        Optional<Sighting> first = Optional.empty();
        Severity worst = Severity.NOTICE;
        for (String subject : incident.waiting()) {
            String key = key(incident.kind(), subject);
            Sighting again = troubles.remove(key);
            if (again != null && again.trouble() != null) {
                first = first.isEmpty() ? Optional.of(again) : first;
                worst = worse(worst, again.trouble().severity());
            }
            if (again != null || !isOver.test(key)) {
                waiting.add(subject);
            }
        }
        if (waiting.isEmpty()) {
            return new Change(incident.ended(now), Happened.ENDED);
        }
        Sighting.Trouble trouble = first.map(Sighting::trouble).orElse(null);
        if (trouble == null) {
            return new Change(incident.waitingFor(waiting), Happened.LASTS);
        }
        // It never falls: who was told of an error is to be told that it is over.
        Severity severity =
                worse(incident.severity(), waiting.size() == 1 ? trouble.severity() : worse(worst, Severity.WARNING));
        return new Change(
                incident.seen(now, severity, trouble.what(), trouble.cure(), waiting),
                severity.compareTo(incident.severity()) > 0 ? Happened.WORSE : Happened.LASTS);
    }

    /** One cause is one incident, however many accounts it holds up; what a check finds at the same time is one for each source. */
    private static Group group(Sighting sighting) {
        String cause = sighting.trouble() == null ? "" : sighting.trouble().cause();
        return new Group(sighting.kind(), cause.isEmpty() ? sighting.source() : "", cause);
    }

    /** What another subject suffers from an incident that is known, belongs to that one; other findings are incidents of their own. */
    private static void join(List<Change> changes, Group group, List<Sighting> sightings, Instant now) {
        if (!group.cause().isEmpty()) {
            for (int i = 0; i < changes.size(); i++) {
                Incident known = changes.get(i).incident();
                if (known.isOpen()
                        && known.kind().equals(group.kind())
                        && known.cause().equals(group.cause())) {
                    Set<String> waiting = new HashSet<>(known.waiting());
                    waiting.addAll(subjects(sightings));
                    changes.set(
                            i,
                            new Change(known.waitingFor(waiting), changes.get(i).happened()));
                    return;
                }
            }
        }
        changes.add(new Change(begun(group, sightings, now), Happened.BEGAN));
    }

    private static Incident begun(Group group, List<Sighting> sightings, Instant now) {
        Sighting worst = sightings.get(0);
        for (Sighting next : sightings) {
            if (severity(next).compareTo(severity(worst)) > 0) {
                worst = next;
            }
        }
        Sighting.Trouble trouble = worst.trouble();
        if (trouble == null) {
            throw new IllegalArgumentException("Nothing is wrong with " + worst.subject());
        }
        return new Incident(
                UUID.randomUUID(),
                group.kind(),
                commonPlace(sightings),
                group.cause(),
                trouble.severity(),
                now,
                now,
                trouble.what(),
                trouble.cure(),
                Set.copyOf(subjects(sightings)),
                null,
                null);
    }

    private static String commonPlace(List<Sighting> sightings) {
        List<String> places = sightings.stream().map(Sighting::place).distinct().toList();
        List<String> sources =
                sightings.stream().map(Sighting::source).distinct().toList();
        return places.size() == 1 ? places.get(0) : sources.size() == 1 ? sources.get(0) : "";
    }

    private static List<String> subjects(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::subject).toList();
    }

    private static Severity severity(Sighting sighting) {
        return sighting.trouble() == null ? Severity.NOTICE : sighting.trouble().severity();
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
