package com.skyfit.lake.cli;

import com.skyfit.lake.schedule.InvalidScheduleException;
import com.skyfit.lake.schedule.Schedule;
import com.skyfit.lake.schedule.platform.Machine;
import com.skyfit.lake.schedule.platform.Platform;
import com.skyfit.lake.schedule.platform.Platform.Written;
import com.skyfit.lake.schedule.platform.ScheduledRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs that the machine starts. */
@Command(
        name = "schedule",
        description =
                "Lets this machine start 'skyfit run' when it is time: by systemd, cron or the Windows Task Scheduler.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  skyfit schedule install --at 06:00 --zone UTC --with systemd --dry-run",
            "  skyfit schedule install --days mon-fri --with task-scheduler --dry-run",
            "  skyfit schedule remove --name night --with systemd"
        })
final class ScheduleCommand {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

    @Spec
    private @Nullable CommandSpec spec;

    /** Which schedule of which platform. */
    static final class Place {

        @Spec(Spec.Target.MIXEE)
        private @Nullable CommandSpec spec;

        @Mixin
        private HomeOption home = new HomeOption();

        @Option(
                names = "--with",
                paramLabel = "PLATFORM",
                description = "systemd, cron or task-scheduler. Default: what this machine has.")
        private String platform = "";

        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "skyfit",
                description = "Name of the schedule; two homes need two. Default: ${DEFAULT-VALUE}.")
        private String name = "";

        HomeOption home() {
            return home;
        }

        String name() {
            if (!NAME.matcher(name).matches()) {
                throw refused(
                        "'" + name + "' is no name of a schedule: expected letters, digits and hyphens, at most 40");
            }
            return name;
        }

        Platform platform() {
            return Machine.platform(platform.toLowerCase(Locale.ROOT), home.folder())
                    .orElseThrow(() -> refused("Unknown platform '" + platform + "': expected one of "
                            + String.join(", ", Machine.names())));
        }

        private ParameterException refused(String message) {
            return new ParameterException(Console.specified(spec).commandLine(), message);
        }
    }

    @Command(
            name = "install",
            description = {
                "Installs the schedule, in place of an earlier one of the same name.",
                "The machine starts runs that it missed while it was off, except by cron."
            },
            exitCodeList = {"0:the schedule is installed", ExitCodeText.FAILED, ExitCodeText.USAGE})
    int install(
            @Mixin Place place,
            @Mixin ScheduleOptions when,
            @Option(
                            names = "--user",
                            paramLabel = "NAME",
                            description =
                                    "Account that runs it: a user of systemd's services, or a Windows account such as SYSTEM or DOMAIN\\name. Default: yours.")
                    @Nullable String user,
            @Option(
                            names = "--program",
                            paramLabel = "FILE",
                            description = "The launcher. Default: the one of this program.")
                    @Nullable Path program,
            @Option(names = "--dry-run", description = "Prints what would be installed, and changes nothing.")
                    boolean dryRun)
            throws IOException, InterruptedException {
        Schedule schedule = when.schedule(place.home().catalog());
        ScheduledRun run = new ScheduledRun(
                place.name(),
                (program == null ? launcher() : program).toAbsolutePath().normalize(),
                place.home().folder(),
                schedule,
                user == null ? "" : user,
                LocalDate.ofInstant(Instant.now(), schedule.zone()));
        Platform platform = place.platform();
        Console console = Console.of(spec);
        try {
            if (dryRun) {
                for (Written written : platform.written(run)) {
                    console.line("# " + written.title());
                    console.line(written.text());
                }
                return 0;
            }
            Files.createDirectories(place.home().folder());
            List<String> remarks = platform.install(run);
            console.line("installed with " + platform.name() + " as '" + run.name() + "': " + schedule + "; next at "
                    + schedule.next(Instant.now()).map(Instant::toString).orElse("no time"));
            remarks.forEach(console::line);
            return 0;
        } catch (InvalidScheduleException e) {
            throw when.refused(e);
        }
    }

    @Command(
            name = "show",
            description = "Prints what the platform says of the schedule.",
            exitCodeList = {
                ExitCodeText.ANSWERED,
                "1:there is no such schedule, or the command failed",
                ExitCodeText.USAGE
            })
    int show(@Mixin Place place) throws IOException, InterruptedException, NothingFoundException {
        Platform platform = place.platform();
        String shown = platform.shown(place.name());
        if (shown.isEmpty()) {
            throw new NothingFoundException("No schedule '" + place.name() + "' with " + platform.name()
                    + "; install one with: skyfit schedule install");
        }
        Console.of(spec).line(shown);
        return 0;
    }

    @Command(
            name = "remove",
            description = "Removes the schedule; a run that is active goes on.",
            exitCodeList = {"0:there is no such schedule any more", ExitCodeText.FAILED, ExitCodeText.USAGE})
    int remove(@Mixin Place place) throws IOException, InterruptedException {
        boolean removed = place.platform().remove(place.name());
        Console.of(spec).line(removed ? "removed" : "there was none");
        return 0;
    }

    /** The launcher that lies beside or above the jar this class is from. */
    private static Path launcher() {
        String name =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows") ? "skyfit.cmd" : "skyfit";
        try {
            Path at = Path.of(ScheduleCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Optional<Path> folder = Optional.ofNullable(at.getParent());
                    folder.isPresent();
                    folder = Optional.ofNullable(folder.get().getParent())) {
                Path launcher = folder.get().resolve(name);
                if (Files.isRegularFile(launcher)) {
                    return launcher;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("The launcher " + name + " is not beside the program; pass --program");
    }
}
