package com.skyfit.lake.run;

import com.skyfit.lake.catalog.reading.InvalidCatalogException;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.gold.schema.UnsafeCatalogException;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.notification.incident.IncidentKind;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.QueryException;
import com.skyfit.lake.warehouse.WarehouseException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a command ends that fails.
 *
 * @param code of the process
 * @param kind of incident that it is
 * @param lines for people, without secrets: what failed, where, and what to do; the first stands by itself, the others belong below it
 * @param unexpected whether the program itself is at fault, so that whoever fixes it needs to see where
 */
public record Ending(ExitCode code, IncidentKind kind, List<String> lines, boolean unexpected) {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    public Ending {
        lines = lines.stream().map(Secrets::redact).toList();
    }

    /** What that failure means, as it left a command. */
    public static Ending of(Throwable failure) {
        List<Throwable> all = chain(failure);
        if (Thread.currentThread().isInterrupted() || all.stream().anyMatch(Ending::isInterruption)) {
            return expected(
                    IncidentKind.INTERRUPTED,
                    ExitCode.INTERRUPTED,
                    List.of("Interrupted; what was committed is kept, and the next run resumes from there."));
        }
        Optional<InvalidSettingsException> invalid = first(all, InvalidSettingsException.class);
        if (invalid.isPresent()) {
            List<String> lines = new ArrayList<>(List.of("Nothing was done; fix this first:"));
            lines.addAll(invalid.get().problems());
            return expected(IncidentKind.SETTINGS, ExitCode.USAGE, lines);
        }
        if (failure instanceof InvalidCatalogException || failure instanceof UnsafeCatalogException) {
            return expected(IncidentKind.CATALOG, ExitCode.USAGE, List.of(FailureText.of(failure)));
        }
        if (failure instanceof QueryException query && query.isMalformed()) {
            return expected(IncidentKind.RUN_FAILED, ExitCode.USAGE, List.of(FailureText.of(failure)));
        }
        if (failure instanceof LockedException) {
            return expected(IncidentKind.LOCKED, ExitCode.LOCKED, List.of(FailureText.of(failure)));
        }
        boolean ofDatabase = all.stream().anyMatch(e -> e instanceof WarehouseException || e instanceof SQLException);
        return new Ending(
                ExitCode.FAILED,
                ofDatabase ? IncidentKind.DATABASE : IncidentKind.RUN_FAILED,
                List.of(FailureText.of(failure)),
                isOfJava(failure));
    }

    private static Ending expected(IncidentKind kind, ExitCode code, List<String> lines) {
        return new Ending(code, kind, lines, false);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable next = failure; next != null && !all.contains(next); next = next.getCause()) {
            all.add(next);
        }
        return all;
    }

    /** What this program does not throw by itself. */
    private static boolean isOfJava(Throwable failure) {
        return failure instanceof Error
                || (failure instanceof RuntimeException
                        && failure.getClass().getPackageName().startsWith("java."));
    }

    private static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof ClosedByInterruptException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException));
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> all, Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** All of it as one line. */
    public String message() {
        return String.join(" ", lines);
    }

    /** Writes the end to the log: one line, and the stack trace if the program itself is at fault. */
    public void log(String command, Throwable failure) {
        String line = "event=command_ended command=\"{}\" exit_code={} message=\"{}\"";
        if (unexpected) {
            LOG.error(line, command, code.number(), message(), failure);
        } else {
            LOG.error(line, command, code.number(), message());
        }
    }
}
