package com.skyfit.lake.schedule.platform;

import com.skyfit.lake.schedule.InvalidScheduleException;
import java.io.IOException;
import java.util.List;

/** What starts programs on a machine. */
public sealed interface Platform permits Cron, Systemd, TaskScheduler {

    /** Its name, as options have it. */
    String name();

    /**
     * The text that it is given, to read before it is installed.
     *
     * @throws InvalidScheduleException if it cannot keep this schedule; says what can
     */
    List<Written> written(ScheduledRun run);

    /**
     * Hands it the run; one of the same name is replaced.
     *
     * @return what a person still has to know or do, a line each
     * @throws IOException if the platform refuses; with its words
     */
    List<String> install(ScheduledRun run) throws IOException, InterruptedException;

    /**
     * What it says of the run of that name, in its own words; empty if it has none.
     *
     * @throws IOException if the platform cannot be asked
     */
    String shown(String name) throws IOException, InterruptedException;

    /**
     * Takes the run of that name away.
     *
     * @return false if it had none
     * @throws IOException if the platform refuses; with its words
     */
    boolean remove(String name) throws IOException, InterruptedException;

    /**
     * A text for a platform.
     *
     * @param title where it is stored
     * @param text all of it
     */
    record Written(String title, String text) {}
}
