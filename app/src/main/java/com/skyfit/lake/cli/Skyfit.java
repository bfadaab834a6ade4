package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.reading.InvalidCatalogException;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.gold.schema.UnsafeCatalogException;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.QueryException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The {@code skyfit} command. */
@Command(
        name = "skyfit",
        description = "SkyFit Data Lake: Pipedrive and Zendesk, complete, current and typed in PostgreSQL.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything worked and every check passed",
            "1:part of the run failed; what worked is kept",
            "2:wrong usage or configuration; nothing was done",
            "3:the run worked, but a check or the reconciliation failed",
            "4:another run holds the lock",
            "5:a rate or daily budget ran out; the next run goes on from there",
            "130:interrupted"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ExtractCommand.class,
            LoadCommand.class,
            TransformCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            StatusCommand.class,
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
            DbCommand.class,
            SimulateCommand.class,
            CatalogCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Skyfit {

    private static final Duration FAREWELL = Duration.ofSeconds(25);

    private Skyfit() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        CountDownLatch ended = new CountDownLatch(1);
        interruptOnSignal(Thread.currentThread(), ended);
        int code = commandLine(out, err).execute(args);
        out.flush();
        err.flush();
        ended.countDown();
        System.exit(code);
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
                                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "interrupt"));
    }

    /** The command line, with its output going there, secrets taken out. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Skyfit())
                .setOut(new PrintWriter(new RedactingWriter(out), true))
                .setErr(new PrintWriter(new RedactingWriter(err), true))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
    }

    private static int failed(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidSettingsException invalid) {
            err.println("The configuration cannot be used; set these in the environment or in .env:");
            invalid.problems().forEach(problem -> err.println("  " + problem));
            return ExitCode.USAGE.number();
        }
        if (failure instanceof InterruptedException) {
            err.println("Interrupted; what was committed is kept, and the next run goes on from there.");
            return ExitCode.INTERRUPTED.number();
        }
        err.println(command.getColorScheme()
                .errorText(failure.getMessage() == null ? failure.toString() : failure.getMessage()));
        if (failure instanceof InvalidCatalogException || failure instanceof UnsafeCatalogException) {
            return ExitCode.USAGE.number();
        }
        if (failure instanceof QueryException query && query.isMalformed()) {
            return ExitCode.USAGE.number();
        }
        if (failure instanceof LockedException) {
            return ExitCode.LOCKED.number();
        }
        return ExitCode.FAILED.number();
    }

    /** UTF-8 whatever the platform's usual character set is. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
