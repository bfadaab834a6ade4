package com.skyfit.lake.schedule.platform;

import com.skyfit.lake.schedule.Days;
import com.skyfit.lake.schedule.InvalidScheduleException;
import com.skyfit.lake.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A service that a timer of systemd starts. It starts once after the machine was off at the time, knows time zones, and never starts a second
 * instance. Of a caller who is not root it is a timer of that user.
 */
public final class Systemd implements Platform {

    private final Path folder;
    private final boolean system;
    private final Programs programs;

    /**
     * On this machine.
     *
     * @param folder where units are stored
     * @param system whether they are the machine's; if not, the user's
     */
    public Systemd(Path folder, boolean system, Programs programs) {
        this.folder = folder;
        this.system = system;
        this.programs = programs;
    }

    @Override
    public String name() {
        return "systemd";
    }

    @Override
    public List<Written> written(ScheduledRun run) {
        return List.of(
                new Written(file(run.name(), "service").toString(), service(run)),
                new Written(file(run.name(), "timer").toString(), timer(run)));
    }

    private Path file(String name, String kind) {
        return folder.resolve(name + "." + kind);
    }

    /** Systemd counts the starts of the timer, too: three repetitions beside what can be due within six hours. */
    private static int mostStarts(Schedule schedule) {
        int window = 6 * 60;
        return 3
                + schedule.times().stream()
                        .mapToInt(first -> (int) schedule.times().stream()
                                .filter(time ->
                                        Math.floorMod(ChronoUnit.MINUTES.between(first, time), 24 * 60) <= window)
                                .count())
                        .max()
                        .orElseThrow();
    }

    /** A run that failed or was parked is repeated; one that a person must look at, or that another run prevents, is not. */
    private String service(ScheduledRun run) {
        if (!system && !run.user().isEmpty()) {
            throw new InvalidScheduleException(
                    "Only root can install a service of another user: run this command with sudo");
        }
        return """
                [Unit]
                Description=SkyFit Data Lake (%s)
                Wants=network-online.target
                After=network-online.target
                StartLimitIntervalSec=6h
                StartLimitBurst=%d

                [Service]
                Type=oneshot
                %sWorkingDirectory=%s
                ExecStart=%s run --home %s
                TimeoutStartSec=12h
                TimeoutStopSec=60s
                Restart=on-failure
                RestartSec=30min
                RestartPreventExitStatus=2 3 4
                """.formatted(
                        run.name(),
                        mostStarts(run.schedule()),
                        run.user().isEmpty() ? "" : "User=" + run.user() + "\n",
                        run.home().toString().replace("%", "%%"),
                        quoted(run.launcher()),
                        quoted(run.home()));
    }

    private static String timer(ScheduledRun run) {
        return """
                [Unit]
                Description=Starts SkyFit Data Lake (%s)

                [Timer]
                %s
                Persistent=true

                [Install]
                WantedBy=timers.target
                """.formatted(
                        run.name(),
                        run.schedule().times().stream()
                                .map(time -> "OnCalendar=" + calendar(run.schedule(), time))
                                .collect(Collectors.joining("\n")));
    }

    private static String calendar(Schedule schedule, LocalTime time) {
        String moment = "*-*-* " + time + ":00 " + schedule.zone();
        if (!(schedule.days() instanceof Days.OfWeek week)) {
            throw new InvalidScheduleException(
                    "systemd knows no holidays: pass days of the week, such as --days mon-fri, or use 'skyfit serve'");
        }
        return week.isEveryDay()
                ? moment
                : week.inOrder().stream().map(Systemd::shortName).collect(Collectors.joining(",")) + " " + moment;
    }

    private static String shortName(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /** As one word of a command line of a unit. */
    private static String quoted(Path path) {
        return '"'
                + path.toString()
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("%", "%%")
                        .replace("$", "$$")
                + '"';
    }

    @Override
    public List<String> install(ScheduledRun run) throws IOException, InterruptedException {
        List<Written> units = written(run);
        Files.createDirectories(folder);
        for (Written unit : units) {
            Files.writeString(Path.of(unit.title()), unit.text());
        }
        systemctl("daemon-reload");
        systemctl("enable", "--now", run.name() + ".timer");
        return system
                ? List.of()
                : List.of("The timer runs while you are logged in; to let it run always: loginctl enable-linger");
    }

    @Override
    public String shown(String name) throws IOException, InterruptedException {
        return Files.exists(file(name, "timer"))
                ? programs.run("", command("status", "--no-pager", name + ".timer"))
                        .said()
                : "";
    }

    @Override
    public boolean remove(String name) throws IOException, InterruptedException {
        if (!Files.exists(file(name, "timer"))) {
            return false;
        }
        systemctl("disable", "--now", name + ".timer");
        Files.deleteIfExists(file(name, "timer"));
        Files.deleteIfExists(file(name, "service"));
        systemctl("daemon-reload");
        return true;
    }

    private void systemctl(String... words) throws IOException, InterruptedException {
        programs.require(command(words));
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (!system) {
            command.add("--user");
        }
        command.addAll(List.of(words));
        return command;
    }
}
