package com.skyfit.lake.schedule.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.schedule.Days;
import com.skyfit.lake.schedule.InvalidScheduleException;
import com.skyfit.lake.schedule.Schedule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What platforms are given. The platforms themselves run on no machine of the tests, but for what checks their texts. */
final class PlatformTest {

    /** A name that each platform must quote. */
    private static final String HOSTILE = "Dados 100% do João's $HOME & \"cia\"";

    @TempDir
    Path folder;

    private ScheduledRun run(String times, String days, String zone, String user) {
        return new ScheduledRun(
                "skyfit",
                Path.of("/opt/sky fit/skyfit"),
                Path.of("/srv/" + HOSTILE),
                new Schedule(Schedule.times(times), Days.parse(days, BusinessCalendar.EVERY_DAY), Schedule.zone(zone)),
                user,
                LocalDate.of(2026, 11, 27));
    }

    private String xml(ScheduledRun run) {
        return new TaskScheduler(folder, new Programs()).written(run).get(0).text();
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(PlatformTest.class.getResource("task.xsd")))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    @Test
    void aTaskOfWindowsIsValidForEveryKindOfScheduleAndAccount() throws Exception {
        for (String user : List.of("", "SYSTEM", "SKYFIT\\lake")) {
            validate(xml(run("06:00,18:30", "daily", "America/Sao_Paulo", user)));
            validate(xml(run("06:00", "mon-fri", "America/Sao_Paulo", user)));
        }
    }

    @Test
    void aTaskOfWindowsRunsTheLauncherInTheHomeAndNeverTwice() throws Exception {
        assertThat(xml(run("06:00", "mon,wed", "America/Sao_Paulo", "")))
                .contains("<StartBoundary>2026-11-27T06:00:00-03:00</StartBoundary>")
                .contains("<Monday/>", "<Wednesday/>")
                .doesNotContain("<Tuesday/>")
                .contains("<Command>/opt/sky fit/skyfit</Command>")
                .contains("<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>")
                .contains("<StartWhenAvailable>true</StartWhenAvailable>")
                .contains("João's $HOME &amp; ");
    }

    @Test
    void theTaskSchedulerRefusesWhatItCannotKeep() {
        assertThatThrownBy(() -> xml(run("06:00", "daily", "Europe/Berlin", "")))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("changes its clocks");
        assertThatThrownBy(() -> xml(run("22:00", "mon", "America/Sao_Paulo", "")))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("another day of the week in UTC");
        assertThatThrownBy(() -> xml(run("06:00", "working", "UTC", "")))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("skyfit serve");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void systemdFindsNothingToSayOfItsUnits() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
        Path launcher = Files.writeString(folder.resolve("skyfit"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectories(folder.resolve(HOSTILE));
        ScheduledRun run = run("06:00,18:30", "mon-fri", "America/Sao_Paulo", "root");
        ScheduledRun here = new ScheduledRun(run.name(), launcher, home, run.schedule(), run.user(), run.from());
        for (Platform.Written unit : new Systemd(folder, true, new Programs()).written(here)) {
            Files.writeString(Path.of(unit.title()), unit.text());
        }

        Programs.Ended verified = new Programs()
                .run(
                        "",
                        List.of(
                                "systemd-analyze",
                                "verify",
                                folder.resolve("skyfit.service").toString(),
                                folder.resolve("skyfit.timer").toString()));

        assertThat(verified.said().lines().filter(line -> line.contains(folder.toString())))
                .as(verified.said())
                .isEmpty();
        assertThat(Files.readString(folder.resolve("skyfit.timer")))
                .contains("OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:00:00 America/Sao_Paulo", "Persistent=true");
    }

    @Test
    void systemdMayStartEveryRunThatIsDueAndThreeRepetitions() {
        assertThat(service("06:00", true)).contains("StartLimitBurst=4\n");
        assertThat(service("1h", true)).contains("StartLimitBurst=10\n");
        assertThatThrownBy(() -> service("06:00", false))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("sudo");
    }

    private String service(String times, boolean system) {
        return new Systemd(folder, system, new Programs())
                .written(run(times, "daily", "UTC", "skyfit"))
                .get(0)
                .text();
    }

    @Test
    void cronRefusesAZoneThatItDoesNotCountIn() {
        Cron cron = new Cron(ZoneId.of("America/Sao_Paulo"), new Programs());

        assertThat(cron.written(run("06:00", "mon-fri", "America/Fortaleza", "")))
                .hasSize(1);
        assertThatThrownBy(() -> cron.written(run("06:00", "daily", "UTC", "")))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageContaining("--zone America/Sao_Paulo");
    }

    /** A program that keeps a table in a file, as crontab does. */
    private Cron cronWithTable() throws IOException {
        Path program = Files.writeString(folder.resolve("crontab"), """
                #!/bin/sh
                table="$(dirname "$0")/table"
                if [ "$1" = -l ]; then
                    if [ -f "$table" ]; then cat "$table"; else echo "no crontab for skyfit" >&2; exit 1; fi
                else
                    cat > "$table"
                fi
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Cron(ZoneOffset.UTC, new Programs(List.of(folder)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linesOfOthersInACrontabStay() throws Exception {
        Cron cron = cronWithTable();
        Files.writeString(folder.resolve("table"), "# mine\n0 1 * * * backup\n");
        assertThat(cron.shown("skyfit")).isEmpty();
        assertThat(cron.remove("skyfit")).isFalse();

        cron.install(run("06:00", "daily", "UTC", ""));
        cron.install(run("07:15,08:00", "mon,sun", "UTC", ""));

        assertThat(cron.shown("skyfit").lines()).hasSize(4).anyMatch(line -> line.startsWith("15 7 * * 1,0 "));
        assertThat(cron.remove("skyfit")).isTrue();
        assertThat(Files.readString(folder.resolve("table"))).isEqualTo("# mine\n0 1 * * * backup\n");
    }

    /** The shell that cron hands a line to is real. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLineOfCronRunsTheProgramInAHomeOfAnyName() throws Exception {
        Path home = Files.createDirectories(folder.resolve(HOSTILE));
        Path launcher = Files.writeString(folder.resolve("launcher"), """
                #!/bin/sh
                echo "$PWD|$1|$2|$3" > "$PWD/called"
                """);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        ScheduledRun run = run("06:00", "daily", "UTC", "");
        String line = new Cron(ZoneOffset.UTC, new Programs())
                .written(new ScheduledRun(run.name(), launcher, home, run.schedule(), "", run.from()))
                .get(0)
                .text()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        // Cron takes the five fields off and the backslashes before percent signs away.
        new Programs()
                .require(List.of(
                        "sh", "-c", line.substring("0 6 * * * ".length()).replace("\\%", "%")));

        assertThat(Files.readString(home.resolve("called")).strip())
                .isEqualTo(home.toRealPath() + "|run|--home|" + home);
    }

    @Test
    void theFileOfATaskIsReadBackAsWritten() throws Exception {
        ScheduledRun run = run("06:00", "daily", "UTC", "SKYFIT\\lake");

        List<String> remarks = new TaskScheduler(folder, new Programs()).install(run);

        assertThat(remarks).anyMatch(line -> line.contains("schtasks /Create") && line.contains("/RP *"));
        byte[] written = Files.readAllBytes(folder.resolve("skyfit.xml"));
        validate(new String(written, StandardCharsets.UTF_16).replace("\uFEFF", ""));
        assertThat(javax.xml.parsers.DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(written))
                        .getElementsByTagName("WorkingDirectory")
                        .item(0)
                        .getTextContent())
                .isEqualTo(run.home().toString());
    }
}
