package com.skyfit.lake.schedule.platform;

import com.skyfit.lake.schedule.Days;
import com.skyfit.lake.schedule.InvalidScheduleException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines in the crontab of the caller. Cron starts nothing later that it has missed, and counts in the machine's zone; the program's own lock prevents a
 * second instance.
 */
public final class Cron implements Platform {

    private static final String NO_CRONTAB = "no crontab for";

    private final ZoneId machine;
    private final Programs programs;

    /**
     * On this machine.
     *
     * @param machine the zone that cron counts in
     */
    public Cron(ZoneId machine, Programs programs) {
        this.machine = machine;
        this.programs = programs;
    }

    @Override
    public String name() {
        return "cron";
    }

    @Override
    public List<Written> written(ScheduledRun run) {
        return List.of(new Written("crontab", String.join("\n", lines(run)) + "\n"));
    }

    private List<String> lines(ScheduledRun run) {
        if (!run.user().isEmpty()) {
            throw new InvalidScheduleException("cron runs programs as the owner of the crontab: run this command as "
                    + run.user() + ", without --user");
        }
        if (!countsLike(run.schedule().zone(), run)) {
            throw new InvalidScheduleException("cron counts in this machine's zone, " + machine + ", not in "
                    + run.schedule().zone() + ": pass --zone " + machine
                    + " and its times, or use --with systemd or 'skyfit serve'");
        }
        if (!(run.schedule().days() instanceof Days.OfWeek week)) {
            throw new InvalidScheduleException(
                    "cron knows no holidays: pass days of the week, such as --days mon-fri, or use 'skyfit serve'");
        }
        String days = week.isEveryDay()
                ? "*"
                : week.inOrder().stream().map(Cron::number).collect(Collectors.joining(","));
        List<String> lines = new ArrayList<>();
        lines.add(begin(run.name()));
        for (LocalTime time : run.schedule().times()) {
            lines.add("%d %d * * %s cd %s && %s run --home %s >/dev/null 2>&1"
                    .formatted(
                            time.getMinute(),
                            time.getHour(),
                            days,
                            quoted(run.home()),
                            quoted(run.launcher()),
                            quoted(run.home())));
        }
        lines.add(end(run.name()));
        return lines;
    }

    /** Zones of different names may show the same time from now on. */
    private boolean countsLike(ZoneId zone, ScheduledRun run) {
        ZoneRules rules = zone.getRules();
        ZoneRules own = machine.getRules();
        Instant from = run.from().atStartOfDay(zone).toInstant();
        return rules.equals(own)
                || (rules.getOffset(from).equals(own.getOffset(from))
                        && rules.nextTransition(from) == null
                        && own.nextTransition(from) == null);
    }

    private static String number(DayOfWeek day) {
        return String.valueOf(day.getValue() % 7);
    }

    private static String begin(String name) {
        return "# begin of " + name + ", written by 'skyfit schedule install'";
    }

    private static String end(String name) {
        return "# end of " + name;
    }

    /** As one word of a line that cron hands to a POSIX shell; cron itself ends a line at a percent sign that nothing precedes. */
    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''").replace("%", "\\%") + "'";
    }

    @Override
    public List<String> install(ScheduledRun run) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(without(run.name(), crontab()));
        lines.addAll(lines(run));
        write(lines);
        return List.of("Cron does not start what it missed while the machine was off; 'skyfit serve' and systemd do.");
    }

    @Override
    public String shown(String name) throws IOException, InterruptedException {
        List<String> all = crontab();
        List<String> others = without(name, all);
        List<String> own = new ArrayList<>(all);
        own.removeAll(others);
        return String.join("\n", own);
    }

    @Override
    public boolean remove(String name) throws IOException, InterruptedException {
        List<String> all = crontab();
        List<String> others = without(name, all);
        if (others.size() == all.size()) {
            return false;
        }
        write(others);
        return true;
    }

    private List<String> crontab() throws IOException, InterruptedException {
        Programs.Ended ended = programs.run("", List.of("crontab", "-l"));
        if (ended.worked()) {
            return ended.said().lines().toList();
        }
        if (ended.said().contains(NO_CRONTAB)) {
            return List.of();
        }
        throw new IOException("crontab -l ended with " + ended.code() + ": " + ended.said());
    }

    private void write(List<String> lines) throws IOException, InterruptedException {
        programs.require(lines.isEmpty() ? "" : String.join("\n", lines) + "\n", List.of("crontab", "-"));
    }

    private static List<String> without(String name, List<String> lines) {
        List<String> others = new ArrayList<>();
        boolean own = false;
        for (String line : lines) {
            own = own || line.equals(begin(name));
            if (!own) {
                others.add(line);
            }
            own = own && !line.equals(end(name));
        }
        return others;
    }
}
