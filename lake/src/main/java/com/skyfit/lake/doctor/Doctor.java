package com.skyfit.lake.doctor;

import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.warehouse.DatabaseAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines everything that a run needs and changes nothing. Missing settings are reported, everything else is still examined. */
public final class Doctor {

    private final Configuration.Understood understood;
    private final Optional<DatabaseAddress> running;
    private final List<Path> envFiles;
    private final InstantSource clock;
    private final boolean writes;

    /**
     * Takes what to look at.
     *
     * @param running the embedded database, if it is meant and runs
     * @param envFiles where settings were read from
     * @param writes whether it is tried that the lake takes objects
     */
    public Doctor(
            Configuration.Understood understood,
            Optional<DatabaseAddress> running,
            List<Path> envFiles,
            InstantSource clock,
            boolean writes) {
        this.understood = understood;
        this.running = running;
        this.envFiles = List.copyOf(envFiles);
        this.clock = clock;
        this.writes = writes;
    }

    /** The findings, in the order in which one would fix them. */
    public List<Diagnosis> examine() throws InterruptedException {
        Configuration configuration = understood.configuration();
        List<Diagnosis> found = new ArrayList<>(new MachineExam(configuration.home(), envFiles).examine());
        for (String problem : understood.problems()) {
            found.add(Diagnosis.problem("settings", "", problem, "set it in the environment or in .env"));
        }
        for (String note : understood.notes()) {
            found.add(Diagnosis.warning("settings", "", note, "correct it, so that it takes effect"));
        }
        if (understood.lakeKnown()) {
            found.addAll(new LakeExam(configuration.lake(), writes).examine());
        }
        if (understood.databaseKnown()) {
            found.addAll(database(configuration));
        }
        found.addAll(new NotificationExam(understood.notifications(), configuration.home())
                .examine(
                        understood.databaseKnown()
                                ? Optional.ofNullable(configuration.database()).or(() -> running)
                                : Optional.empty()));
        for (Account account : configuration.accounts()) {
            found.addAll(new AccountExam(account, clock).examine());
        }
        return found;
    }

    private List<Diagnosis> database(Configuration configuration) {
        if (configuration.database() != null) {
            return new DatabaseExam(configuration.database(), clock).examine();
        }
        if (running.isPresent()) {
            return new DatabaseExam(running.get(), clock, true).examine();
        }
        return List.of(Diagnosis.ok(
                "database",
                "embedded",
                "is not running, so it was not examined; the next command that needs it starts it"));
    }

    /** How far two clocks may be apart before it matters, by what reads the difference: the newest minute of an export, a signature. */
    static Diagnosis clock(String subject, Duration ahead) {
        long seconds = Math.abs(ahead.toSeconds());
        String found = "this machine's clock is " + seconds + " s " + (ahead.isNegative() ? "behind" : "ahead");
        String advice = "synchronise this machine's clock with NTP";
        if (seconds > 300) {
            return Diagnosis.problem("clock", subject, found, advice);
        }
        return seconds > 30
                ? Diagnosis.warning("clock", subject, found, advice)
                : Diagnosis.ok("clock", subject, "within " + Math.max(seconds, 1) + " s");
    }
}
