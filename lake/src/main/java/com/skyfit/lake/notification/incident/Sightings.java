package com.skyfit.lake.notification.incident;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.notification.channel.Severity;
import com.skyfit.lake.quality.CheckResult;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.warehouse.GoldTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What runs see, by how they end. */
public final class Sightings {

    /** Kinds of which any report of a run is the end: it has used all of this. */
    private static final Set<IncidentKind> ENDED_BY_ANY_REPORT =
            Set.of(IncidentKind.DATABASE, IncidentKind.SETTINGS, IncidentKind.CATALOG, IncidentKind.LOCKED);

    /** Kinds of which only the end of the same command is the end. */
    private static final Set<IncidentKind> ENDED_BY_THE_SAME =
            Set.of(IncidentKind.INTERRUPTED, IncidentKind.RUN_FAILED);

    private static final String LAKE = "lake";

    /** The check whose subjects are tests of models, and the source of which models are units. */
    private static final String MODELS = "models";

    /** Whose records a table of gold holds, as source and entity. */
    private record Owner(String source, String entity) {}

    /** Checks that look at all of the lake, source by source: what they find has one cause. */
    private static final Set<String> OF_THE_LAKE = Set.of("missed-run");

    private final Map<String, Owner> owners;

    /** By whose tables findings are told apart. */
    public Sightings(Catalog catalog) {
        Map<String, Owner> found = new HashMap<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                entity.tables()
                        .forEach(table ->
                                found.put(GoldTable.of(table).toString(), new Owner(source.name(), entity.name())));
            }
        }
        owners = Map.copyOf(found);
    }

    /** Of a run that reached its report. */
    public List<Sighting> of(RunReport report) {
        List<Sighting> sightings = new ArrayList<>();
        ENDED_BY_ANY_REPORT.forEach(kind -> sightings.add(Sighting.well(kind.text(), LAKE, "")));
        ENDED_BY_THE_SAME.forEach(kind -> sightings.add(Sighting.well(kind.text(), report.command(), "")));
        report.units().forEach(unit -> sightings.addAll(of(unit)));
        report.findings().results().forEach(result -> sightings.add(of(result)));
        return sightings;
    }

    /**
     * The kinds of which a run with that report has looked at every subject.
     *
     * @param units whether it did all work on the complete lake
     * @param checks whether it checked the complete lake
     */
    public static Predicate<String> complete(RunReport report, boolean units, boolean checks) {
        boolean worked = report.units().stream()
                .allMatch(unit -> unit.status() == Status.SUCCEEDED || unit.status() == Status.UNAVAILABLE);
        return kind -> IncidentKind.of(kind)
                .map(known -> (known == IncidentKind.FAILED_STAGES || known == IncidentKind.BUDGET) && units && worked)
                .orElse(checks);
    }

    /**
     * Of one that ended before.
     *
     * @param message in which the reason stands
     */
    public static Sighting of(IncidentKind kind, String command, String message) {
        Wording words = Wording.of(message, kind.cure());
        return new Sighting(
                kind.text(),
                ENDED_BY_THE_SAME.contains(kind) ? command : LAKE,
                "",
                new Sighting.Trouble(kind.severity(), "", words.what(), words.cure()));
    }

    /** Of one that a later run found unfinished. */
    public static Sighting killed(String runId) {
        IncidentKind kind = IncidentKind.KILLED;
        return new Sighting(
                kind.text(),
                runId,
                "",
                new Sighting.Trouble(
                        kind.severity(),
                        "",
                        "run " + runId + " ended without a word; this run has taken up its work",
                        kind.cure()));
    }

    private static List<Sighting> of(UnitResult unit) {
        String subject = unit.unit().toString();
        String about = unit.unit().subject().toString();
        Sighting stagesWell = Sighting.well(IncidentKind.FAILED_STAGES.text(), subject, about);
        Sighting budgetWell = Sighting.well(IncidentKind.BUDGET.text(), subject, about);
        return switch (unit.status()) {
            case SUCCEEDED, UNAVAILABLE -> List.of(stagesWell, budgetWell);
            case FAILED -> List.of(trouble(IncidentKind.FAILED_STAGES, unit, subject, about), budgetWell);
            case PARKED -> List.of(stagesWell, trouble(IncidentKind.BUDGET, unit, subject, about));
        };
    }

    private static Sighting trouble(IncidentKind kind, UnitResult unit, String subject, String about) {
        Wording words = Wording.of(Cause.reason(unit), kind.cure());
        // A budget belongs to a source; a failure is the same wherever the words are.
        String cause = unit.status() == Status.PARKED ? unit.unit().subject().source() : words.cause();
        return new Sighting(
                kind.text(), subject, about, new Sighting.Trouble(kind.severity(), cause, words.what(), words.cure()));
    }

    private Sighting of(CheckResult result) {
        String about = result.check().equals(MODELS) ? MODELS + "." + Subject.ALL_SCOPES : about(result.subject());
        return switch (result.status()) {
            case PASSED, ACCEPTED -> Sighting.well(result.check(), result.subject(), about);
            case WARNED -> of(result, about, Severity.WARNING);
            case FAILED -> of(result, about, Severity.ERROR);
        };
    }

    /** A table and a scope belong to an entity; a remark in parentheses says nothing of that. */
    private String about(String subject) {
        String plain = subject.replaceFirst(" \\([a-z]+\\)$", "");
        int blank = plain.indexOf(' ');
        Owner owner = blank < 0 ? null : owners.get(plain.substring(0, blank));
        return owner == null ? plain : owner.source() + "." + plain.substring(blank + 1) + "." + owner.entity();
    }

    private static Sighting of(CheckResult result, String about, Severity severity) {
        return new Sighting(
                result.check(),
                result.subject(),
                about,
                new Sighting.Trouble(
                        severity,
                        OF_THE_LAKE.contains(result.check()) ? result.check() : "",
                        Wording.plain(result.observed() + "; expected: " + result.expected()),
                        Wording.plain(result.advice())));
    }
}
