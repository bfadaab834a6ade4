package com.skyfit.lake.notification.incident;

import com.skyfit.lake.notification.channel.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which findings only follow from others: an entity that could not be read is also too old, and its check need not say so again. */
public final class Consequences {

    private static final String STAGES = IncidentKind.FAILED_STAGES.text();
    private static final String BUDGET = IncidentKind.BUDGET.text();

    /** Findings by check, and what explains them. Whoever adds a row adds it to docs/operations/alerts.md. */
    private static final Map<String, Set<String>> FOLLOWS = Map.of(
            "failed-units", Set.of(STAGES, BUDGET),
            "freshness", Set.of(STAGES, BUDGET, "missed-run"),
            "deletion-capture", Set.of(STAGES, BUDGET, "missed-run"),
            "reconciliation", Set.of(STAGES, BUDGET),
            "models", Set.of(STAGES),
            "values", Set.of("schema-drift"),
            "empty-columns", Set.of("schema-drift", "values"),
            "outdated-records", Set.of("quarantine"),
            "row-counts", Set.of("empty-entities", "duplicate-keys"));

    private Consequences() {}

    /** What explains findings of that check; nothing if they always stand by themselves. */
    public static Set<String> causes(String check) {
        return FOLLOWS.getOrDefault(check, Set.of());
    }

    private record Cause(String kind, String about, Severity severity) {}

    /** The sightings without the troubles that others explain, of this run or of an incident that lasts. */
    static List<Sighting> without(List<Incident> open, List<Sighting> sightings) {
        Set<String> well = new HashSet<>();
        List<Cause> causes = new ArrayList<>();
        for (Sighting sighting : sightings) {
            if (sighting.trouble() == null) {
                well.add(sighting.kind() + " " + sighting.subject());
            } else {
                causes.add(new Cause(
                        sighting.kind(), sighting.about(), sighting.trouble().severity()));
            }
        }
        for (Incident incident : open) {
            incident.waiting().stream()
                    .filter(subject -> !well.contains(incident.kind() + " " + subject))
                    .forEach(subject -> causes.add(
                            new Cause(incident.kind(), about(incident.kind(), subject), incident.severity())));
        }
        return sightings.stream()
                .filter(sighting -> !isExplained(sighting, causes))
                .toList();
    }

    /** A unit is named by its stage and what it is about. */
    private static String about(String kind, String subject) {
        return Stream.of(STAGES, BUDGET).anyMatch(kind::equals) ? subject.substring(subject.indexOf(' ') + 1) : subject;
    }

    private static boolean isExplained(Sighting sighting, List<Cause> causes) {
        Sighting.Trouble trouble = sighting.trouble();
        if (trouble == null) {
            return false;
        }
        Set<String> explaining = causes(sighting.kind());
        return causes.stream()
                .anyMatch(cause -> explaining.contains(cause.kind())
                        && (cause.kind().equals(BUDGET) || cause.severity().compareTo(trouble.severity()) >= 0)
                        && concerns(cause.about(), sighting.about()));
    }

    /** Whether what happens to the one is felt by the other: it is the same, or part of it, or it is part of that. */
    static boolean concerns(String cause, String consequence) {
        String[] one = cause.split("[. ]", -1);
        String[] other = consequence.split("[. ]", -1);
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            if (!one[i].equals(other[i]) && !one[i].equals("*") && !other[i].equals("*")) {
                return false;
            }
        }
        return true;
    }
}
