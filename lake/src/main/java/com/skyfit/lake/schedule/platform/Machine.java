package com.skyfit.lake.schedule.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The platforms of this machine. */
public final class Machine {

    private static final String ZONES = "zoneinfo/";

    private Machine() {}

    /** The platform of that name, or of this machine where none is named; empty if no platform has the name. */
    public static Optional<Platform> platform(String name, Path home) {
        String wanted = name.isEmpty() ? usual() : name;
        Programs programs = new Programs();
        Path user = Path.of(System.getProperty("user.home"));
        boolean root = System.getProperty("user.name").equals("root");
        return switch (wanted) {
            case "task-scheduler" -> Optional.of(new TaskScheduler(home.resolve("schedule"), programs));
            case "systemd" ->
                Optional.of(new Systemd(
                        root ? Path.of("/etc/systemd/system") : user.resolve(".config/systemd/user"), root, programs));
            case "cron" -> Optional.of(new Cron(zone(), programs));
            default -> Optional.empty();
        };
    }

    /** The names of all platforms. */
    public static List<String> names() {
        return List.of("task-scheduler", "systemd", "cron");
    }

    private static String usual() {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return "task-scheduler";
        }
        // The folder is there exactly while systemd is the machine's first process.
        return Files.isDirectory(Path.of("/run/systemd/system")) ? "systemd" : "cron";
    }

    /** The machine's zone. Java's own is UTC, because the launchers say so. */
    private static ZoneId zone() {
        try {
            String target = Path.of("/etc/localtime").toRealPath().toString();
            int at = target.indexOf(ZONES);
            return at < 0 ? ZoneOffset.UTC : ZoneId.of(target.substring(at + ZONES.length()));
        } catch (IOException | DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
