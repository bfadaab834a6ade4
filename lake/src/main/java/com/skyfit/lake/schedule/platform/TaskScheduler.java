package com.skyfit.lake.schedule.platform;

import com.skyfit.lake.schedule.Days;
import com.skyfit.lake.schedule.InvalidScheduleException;
import com.skyfit.lake.schedule.Schedule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A task of the Windows Task Scheduler. It starts after the machine was off at the time, never beside a running instance, is repeated if it fails
 * and ended after twelve hours. Its times carry an offset from UTC, so they do not depend on the machine's zone; therefore a zone that changes its
 * clocks cannot be kept.
 */
public final class TaskScheduler implements Platform {

    private static final String NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /** Accounts of services, which have no password, by their names. */
    private static final Map<String, String> SERVICES =
            Map.of("SYSTEM", "S-1-5-18", "LOCAL SERVICE", "S-1-5-19", "NETWORK SERVICE", "S-1-5-20");

    private final Programs programs;
    private final Path folder;

    /**
     * On this machine.
     *
     * @param folder where the task is written before it is handed over
     */
    public TaskScheduler(Path folder, Programs programs) {
        this.folder = folder;
        this.programs = programs;
    }

    @Override
    public String name() {
        return "task-scheduler";
    }

    @Override
    public List<Written> written(ScheduledRun run) {
        return List.of(new Written(file(run.name()).toString(), xml(run)));
    }

    private Path file(String name) {
        return folder.resolve(name + ".xml");
    }

    private static String xml(ScheduledRun run) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-16", "1.0");
            TaskXml task = new TaskXml(xml, NAMESPACE);
            task.begin("Task");
            xml.writeAttribute("version", "1.2");
            task.begin("RegistrationInfo");
            task.leaf("Description", "SkyFit Data Lake: brings what is new to gold (" + run.schedule() + ")");
            task.end();
            task.begin("Triggers");
            for (LocalTime time : run.schedule().times()) {
                trigger(task, run, time);
            }
            task.end();
            principals(task, xml, run.user());
            settings(task);
            task.begin("Actions");
            xml.writeAttribute("Context", "Author");
            task.begin("Exec");
            task.leaf("Command", run.launcher().toString());
            task.leaf("Arguments", "run --home \"" + run.home() + "\"");
            task.leaf("WorkingDirectory", run.home().toString());
            task.end();
            task.end();
            task.end();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void trigger(TaskXml task, ScheduledRun run, LocalTime time) throws XMLStreamException {
        ZonedDateTime first = run.from().atTime(time).atZone(run.schedule().zone());
        task.begin("CalendarTrigger");
        task.leaf("StartBoundary", boundary(run.schedule(), first));
        task.leaf("Enabled", "true");
        Days.OfWeek week = week(run.schedule(), first);
        if (week.isEveryDay()) {
            task.begin("ScheduleByDay");
            task.leaf("DaysInterval", "1");
            task.end();
        } else {
            task.begin("ScheduleByWeek");
            task.leaf("WeeksInterval", "1");
            task.begin("DaysOfWeek");
            for (DayOfWeek day : week.inOrder()) {
                task.empty(day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT));
            }
            task.end();
            task.end();
        }
        task.end();
    }

    private static String boundary(Schedule schedule, ZonedDateTime first) {
        Instant begin = first.toInstant();
        if (schedule.zone().getRules().nextTransition(begin) != null) {
            throw new InvalidScheduleException("The Task Scheduler cannot keep " + schedule.zone()
                    + ", which changes its clocks: pass a zone that does not, such as UTC, or use 'skyfit serve'");
        }
        return OffsetDateTime.ofInstant(begin, schedule.zone())
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** A weekday of a time with an offset is not documented where it is another one in UTC. */
    private static Days.OfWeek week(Schedule schedule, ZonedDateTime first) {
        if (!(schedule.days() instanceof Days.OfWeek week)) {
            throw new InvalidScheduleException(
                    "The Task Scheduler knows no holidays: pass days of the week, such as --days mon-fri, or use 'skyfit serve'");
        }
        if (!week.isEveryDay()
                && first.getDayOfWeek()
                        != first.withZoneSameInstant(ZoneOffset.UTC).getDayOfWeek()) {
            throw new InvalidScheduleException(
                    "At " + first.toLocalTime() + " in " + schedule.zone()
                            + " it is another day of the week in UTC, where the Task Scheduler counts them: pass another time or --days daily");
        }
        return week;
    }

    private static void principals(TaskXml task, XMLStreamWriter xml, String user) throws XMLStreamException {
        task.begin("Principals");
        task.begin("Principal");
        xml.writeAttribute("id", "Author");
        String service = SERVICES.get(user.toUpperCase(Locale.ROOT));
        if (service != null) {
            task.leaf("UserId", service);
        } else {
            if (!user.isEmpty()) {
                task.leaf("UserId", user);
            }
            task.leaf("LogonType", user.isEmpty() ? "S4U" : "Password");
        }
        task.leaf("RunLevel", "LeastPrivilege");
        task.end();
        task.end();
    }

    private static void settings(TaskXml task) throws XMLStreamException {
        task.begin("Settings");
        task.leaf("MultipleInstancesPolicy", "IgnoreNew");
        task.leaf("DisallowStartIfOnBatteries", "false");
        task.leaf("StopIfGoingOnBatteries", "false");
        task.leaf("StartWhenAvailable", "true");
        task.begin("RestartOnFailure");
        task.leaf("Interval", "PT30M");
        task.leaf("Count", "3");
        task.end();
        task.leaf("ExecutionTimeLimit", "PT12H");
        task.leaf("Enabled", "true");
        task.end();
    }

    @Override
    public List<String> install(ScheduledRun run) throws IOException, InterruptedException {
        Path file = file(run.name());
        String text = xml(run);
        Files.createDirectories(folder);
        // The Task Scheduler tells the encoding by the mark at the begin.
        Files.write(file, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        boolean asksPassword =
                !run.user().isEmpty() && !SERVICES.containsKey(run.user().toUpperCase(Locale.ROOT));
        if (asksPassword) {
            return List.of(
                    "The task is written. It needs the account's password, so create it in a prompt of an administrator:",
                    "  schtasks /Create /F /TN \"" + run.name() + "\" /XML \"" + file + "\" /RU \"" + run.user()
                            + "\" /RP *");
        }
        programs.require(List.of("schtasks", "/Create", "/F", "/TN", run.name(), "/XML", file.toString()));
        return List.of();
    }

    @Override
    public String shown(String name) throws IOException, InterruptedException {
        Programs.Ended ended = programs.run("", List.of("schtasks", "/Query", "/TN", name, "/V", "/FO", "LIST"));
        return ended.worked() ? ended.said() : "";
    }

    @Override
    public boolean remove(String name) throws IOException, InterruptedException {
        if (shown(name).isEmpty()) {
            return false;
        }
        programs.require(List.of("schtasks", "/Delete", "/F", "/TN", name));
        Files.deleteIfExists(file(name));
        return true;
    }
}
