package com.skyfit.lake.notification.incident;

import com.skyfit.lake.notification.channel.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of incidents that are no finding of a check; those are named as their check is. */
public enum IncidentKind {
    /** Stages of entities fail, for one cause. */
    FAILED_STAGES(Severity.ERROR, "read the log of the run; the next run resumes where this one ended"),
    /** A rate limit or daily budget of an account is exhausted. */
    BUDGET(
            Severity.WARNING,
            "nothing, if the next run completes it; otherwise run less often, or ask for a larger budget"),
    /** The database cannot be used. */
    DATABASE(Severity.ERROR, "start the database, or correct the PG_ settings; 'skyfit doctor' examines them"),
    /** The settings cannot be used. */
    SETTINGS(Severity.ERROR, "correct the settings that the text names; 'skyfit doctor' examines them"),
    /** The catalog cannot be used. */
    CATALOG(Severity.ERROR, "correct the file that the text names; 'skyfit catalog validate' examines it"),
    /** Another run is writing. */
    LOCKED(Severity.WARNING, "let runs begin further apart; 'skyfit status' shows the one at work"),
    /** A run of the complete lake was interrupted. */
    INTERRUPTED(Severity.WARNING, "start it again: the next run resumes where it ended"),
    /** A run ended without a word: its process or its machine was stopped. */
    KILLED(Severity.WARNING, "find out who ended it: a time limit of the scheduler, too little memory, a restart"),
    /** A run ended for another reason before it had a result. */
    RUN_FAILED(Severity.ERROR, "read the log of the run; if the text says that it is a bug, report it");

    private final Severity severity;
    private final String cure;

    IncidentKind(Severity severity, String cure) {
        this.severity = severity;
        this.cure = cure;
    }

    /** The kind as tables, messages and the documentation name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name; empty if it is the name of a check. */
    static Optional<IncidentKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** How much one matters. */
    public Severity severity() {
        return severity;
    }

    /** What to do where nobody knows better. */
    public String cure() {
        return cure;
    }
}
