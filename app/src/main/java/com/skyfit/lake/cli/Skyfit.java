package com.skyfit.lake.cli;

import com.skyfit.lake.run.result.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The {@code skyfit} command. */
@Command(
        name = "skyfit",
        description = "SkyFit Data Lake: Pipedrive and Zendesk, complete, current and typed in PostgreSQL.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = ExitCodeText.HEADING)
public final class Skyfit {

    private static final Duration FAREWELL = Duration.ofSeconds(25);

    /** In the order of the usage page. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RunCommand.class,
            ExtractCommand.class,
            LoadCommand.class,
            TransformCommand.class,
            ModelsCommand.class,
            MetricsCommand.class,
            PowerBiCommand.class,
            CheckCommand.class,
            ScheduleCommand.class,
            ServeCommand.class,
            DoctorCommand.class,
            SupportBundleCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            StatusCommand.class,
            NotifyCommand.class,
            StorageCommand.class,
            TraceCommand.class,
            AdoptCommand.class,
            BackfillCommand.class,
            StateCommand.class,
            DigestCommand.class,
            QuarantineCommand.class,
            ReconcileCommand.class,
            RebuildCommand.class,
            PlanCommand.class,
            SqlCommand.class,
            AsOfCommand.class,
            DbCommand.class,
            SimulateCommand.class,
            CatalogCommand.class,
            DocsCommand.class,
            CompletionCommand.class);

    private Skyfit() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        CountDownLatch ended = new CountDownLatch(1);
        interruptOnSignal(Thread.currentThread(), ended);
        CommandLine commandLine = commandLine(out, err, args);
        int code = execute(commandLine, args);
        out.flush();
        err.flush();
        ended.countDown();
        System.exit(code);
    }

    /** The exit code, also of what picocli lets pass: errors of the virtual machine, such as memory that is used up. */
    private static int execute(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (Throwable failure) {
            return Failures.thrown(failure, commandLine);
        }
    }

    /** Ctrl-C and the like interrupt the command and give it time to let go of the lock and the database; the JVM then ends with 128 + signal. */
    private static void interruptOnSignal(Thread command, CountDownLatch ended) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (ended.getCount() == 0) {
                                return;
                            }
                            command.interrupt();
                            try {
                                if (!ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                                    LoggerFactory.getLogger(Skyfit.class)
                                            .error(
                                                    "event=command_ended exit_code={} message=\"interrupted; it did not end by itself\"",
                                                    ExitCode.INTERRUPTED.number());
                                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "interrupt"));
    }

    /**
     * The command line, with its output going there, secrets taken out. A command that these words do not name has a name and a description
     * only: to build all commands takes longer than most of them run.
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, String... words) {
        CommandLine line = new CommandLine(new Skyfit());
        Set<String> named = new HashSet<>(List.of(words));
        for (Class<?> command : COMMANDS) {
            String name = name(command);
            line.addSubcommand(name, named.contains(name) ? command : outline(command));
        }
        // Not by annotation: commands would inherit those that they do not end with.
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        line.getSubcommands().values().forEach(Skyfit::withoutEmptyHeading);
        return line.setOut(new PrintWriter(new RedactingWriter(out), true))
                .setErr(new PrintWriter(new RedactingWriter(err), true))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, Skyfit::moment)
                .registerConverter(int.class, text -> number(text, Integer::valueOf, "a whole number"))
                .registerConverter(Long.class, text -> number(text, Long::valueOf, "a whole number"))
                .registerConverter(double.class, text -> number(text, Double::valueOf, "a number"))
                .setParameterExceptionHandler(Failures::misused)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.thrown(failure, command));
    }

    /** A name for commands below it has no exit codes of its own. */
    private static void withoutEmptyHeading(CommandLine command) {
        if (command.getCommandSpec().usageMessage().exitCodeList().isEmpty()) {
            command.getCommandSpec().usageMessage().exitCodeListHeading("");
        }
        command.getSubcommands().values().forEach(Skyfit::withoutEmptyHeading);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String code : List.of(
                ExitCodeText.COMPLETE,
                ExitCodeText.PARTLY,
                ExitCodeText.USAGE,
                ExitCodeText.CHECKS,
                ExitCodeText.LOCKED,
                ExitCodeText.PARKED,
                ExitCodeText.INTERRUPTED)) {
            int colon = code.indexOf(':');
            codes.put(code.substring(0, colon), code.substring(colon + 1));
        }
        return codes;
    }

    private static <N extends Number> N number(String text, Function<String, N> reading, String what) {
        try {
            return reading.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not " + what);
        }
    }

    /** A moment in UTC; a day stands for its start. */
    private static Instant moment(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no moment such as 2026-01-01 or 2026-01-01T06:00:00Z");
        }
    }

    /** The whole command line, for who looks at all of it. */
    static CommandLine wholeCommandLine(PrintWriter out, PrintWriter err) {
        return commandLine(out, err, COMMANDS.stream().map(Skyfit::name).toArray(String[]::new));
    }

    private static CommandSpec outline(Class<?> command) {
        CommandSpec outline = CommandSpec.create().name(name(command));
        outline.usageMessage().description(annotation(command).description());
        return outline;
    }

    private static String name(Class<?> command) {
        return annotation(command).name();
    }

    private static Command annotation(Class<?> command) {
        return command.getAnnotation(Command.class);
    }

    /** UTF-8 whatever the platform's usual character set is. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
