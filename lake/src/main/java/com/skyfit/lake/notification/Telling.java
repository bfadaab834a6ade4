package com.skyfit.lake.notification;

import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Notifications;
import com.skyfit.lake.notification.channel.Channel;
import com.skyfit.lake.notification.channel.LifeSign;
import com.skyfit.lake.notification.channel.Receipt;
import com.skyfit.lake.notification.incident.IncidentKind;
import com.skyfit.lake.notification.incident.Sighting;
import com.skyfit.lake.notification.incident.Sightings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people how runs end, as far as that is news. Never throws, never changes how the run ends, and holds it up by no more than half a minute
 * ({@link Sending#LIMIT}). What is known is kept in the database; what a run saw that had none is kept in the home, until one that has takes it over.
 */
public final class Telling {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final Notifications settings;
    private final Path home;
    private final InstantSource clock;
    private final FileNotes file;
    private final Sending sending;

    /** Tells whom the settings name, of runs of that home. */
    public Telling(Notifications settings, Path home, InstantSource clock) {
        this(settings, home, clock, Sending.LIMIT);
    }

    Telling(Notifications settings, Path home, InstantSource clock, Duration limit) {
        this.settings = settings;
        this.home = home;
        this.clock = clock;
        this.file = new FileNotes(home);
        this.sending = new Sending(settings.channels(), clock, limit);
    }

    /**
     * What a run looked at.
     *
     * @param lake whether it did all work on the complete lake
     * @param checks whether it checked the complete lake
     */
    public record Covered(boolean lake, boolean checks) {}

    /** A run has reached its report. */
    public void ended(RunReport report, Covered covered, Configuration configuration, Warehouse warehouse) {
        quietly(() -> {
            String line =
                    "run " + report.runId() + " exit_code=" + report.exitCode().number();
            LifeSign sign =
                    !covered.lake() ? null : report.exitCode() == ExitCode.OK ? settings.alive() : settings.notWell();
            try {
                note(report, covered, configuration, warehouse);
            } catch (SQLException e) {
                LOG.warn("event=incidents_not_noted reason=\"{}\"", e.getMessage());
                inHome(
                        Sightings.of(IncidentKind.DATABASE, report.command(), String.valueOf(e.getMessage())),
                        sign,
                        line);
                return;
            }
            send(warehouse, false, sign, line);
        });
    }

    /**
     * A run has ended before it had a report.
     *
     * @param whole as far as it was asked for
     */
    public void ended(IncidentKind kind, String command, String message, boolean whole) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean atTerminal = !whole && (kind == IncidentKind.LOCKED || kind == IncidentKind.INTERRUPTED);
            if (!atTerminal) {
                LifeSign sign = whole ? settings.notWell() : null;
                quietly(() -> inHome(Sightings.of(kind, command, message), sign, command + " " + kind.text()));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void note(RunReport report, Covered covered, Configuration configuration, Warehouse warehouse)
            throws SQLException, IOException, InterruptedException {
        file.alone(() -> {
            Notes elsewhere = file.read();
            try (Connection connection = warehouse.connect()) {
                connection.setAutoCommit(false);
                try {
                    DatabaseNotes book = new DatabaseNotes(connection);
                    book.lock();
                    Notes before = book.read();
                    book.write(before, after(before.and(elsewhere), report, covered, configuration, warehouse, book));
                    connection.commit();
                } catch (SQLException e) {
                    warehouse.giveUp(connection, e);
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
            }
            file.write(Notes.NONE);
        });
    }

    private Notes after(
            Notes notes,
            RunReport report,
            Covered covered,
            Configuration configuration,
            Warehouse warehouse,
            DatabaseNotes book)
            throws SQLException, IOException {
        Instant now = clock.instant();
        Letters letters = new Letters(settings, now);
        List<Sighting> killed = new ArrayList<>();
        for (String run : book.killedRuns(ExitCode.OF_KILLED_RUNS)) {
            killed.add(Sightings.killed(run));
        }
        Notes after = letters.noted(
                letters.after(
                        notes,
                        new Sightings(configuration.catalog()).of(report),
                        Sightings.complete(report, covered.lake(), covered.checks())),
                killed);
        boolean well = covered.lake()
                && report.exitCode() == ExitCode.OK
                && after.unfinished().incidents().isEmpty();
        return well && letters.isTimeForAllIsWell(after)
                ? letters.allIsWell(after, new WeeklyFacts(configuration, warehouse, now).read())
                : after;
    }

    private void inHome(Sighting sighting, @Nullable LifeSign sign, String line) throws InterruptedException {
        Letters letters = new Letters(settings, clock.instant());
        try {
            file.alone(() -> file.write(letters.after(file.read(), List.of(sighting), kind -> false)));
            sendFromHome(false, sign, line);
        } catch (IOException e) {
            LOG.warn("event=incidents_not_noted reason=\"{}\"", e.toString());
            Notes forgotten = letters.after(Notes.NONE, List.of(sighting), kind -> false);
            sending.send(forgotten.letters(), false, sign, line);
        }
    }

    private void sendFromHome(boolean asked, @Nullable LifeSign sign, String line)
            throws IOException, InterruptedException {
        AtomicBoolean given = new AtomicBoolean();
        file.unlessOthersSend(() -> {
            given.set(true);
            List<Letter> tried = sending.send(file.read().letters(), asked, sign, line);
            if (!tried.isEmpty()) {
                file.alone(() -> file.write(file.read().with(tried)));
            }
        });
        if (!given.get()) {
            sending.send(List.of(), asked, sign, line);
        }
    }

    private void send(Warehouse warehouse, boolean asked, @Nullable LifeSign sign, String line)
            throws SQLException, InterruptedException {
        try (Connection connection = warehouse.connect()) {
            DatabaseNotes book = new DatabaseNotes(connection);
            if (!book.mayISend()) {
                sending.send(List.of(), asked, sign, line);
                return;
            }
            try {
                Notes before = book.read();
                List<Letter> tried = sending.send(before.letters(), asked, sign, line);
                book.write(before, before.with(tried));
            } finally {
                book.letOthersSend();
            }
        }
    }

    /**
     * Sends what is still to be sent, without waiting for the time at which it would be tried again.
     *
     * @param warehouse null if the database cannot be used
     * @return what is left
     */
    public List<ChannelStatus> flush(@Nullable Warehouse warehouse)
            throws SQLException, IOException, InterruptedException {
        sendFromHome(true, null, "");
        if (warehouse == null) {
            return TellingStatus.read(home).channels();
        }
        send(warehouse, true, null, "");
        return TellingStatus.read(warehouse, home).channels();
    }

    /** What came back from a channel that somebody tries. */
    public record Tried(Channel channel, Receipt receipt) {}

    /** Sends a test to every channel, one after another. */
    public List<Tried> test() throws InterruptedException {
        List<Tried> tried = new ArrayList<>();
        for (Channel channel : settings.channels()) {
            tried.add(new Tried(channel, channel.send(Letters.test(clock.instant()), Sending.LIMIT_OF_ONE)));
        }
        return tried;
    }

    /** Work whose failure is no failure of the run. */
    private interface Work {
        void run() throws SQLException, IOException, InterruptedException;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException e) {
            LOG.warn("event=telling_failed reason=\"{}\"", e.toString());
        } catch (RuntimeException e) {
            LOG.error("event=telling_failed", e);
        }
    }
}
