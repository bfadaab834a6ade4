package com.skyfit.lake.run;

import com.skyfit.lake.catalog.reading.InvalidCatalogException;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.gold.schema.UnsafeCatalogException;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.QueryException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a command ends that fails.
 *
 * @param code of the process
 * @param lines for people, without secrets: what failed, where, and what to do; the first stands by itself, the others belong below it
 * @param unexpected whether the program itself is at fault, so that whoever fixes it needs to see where
 */
public record Ending(ExitCode code, List<String> lines, boolean unexpected) {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    public Ending {
        lines = lines.stream().map(Secrets::redact).toList();
    }

    /** What that failure means, as it left a command. */
    public static Ending of(Throwable failure) {
        List<Throwable> all = chain(failure);
        if (Thread.currentThread().isInterrupted() || all.stream().anyMatch(Ending::isInterruption)) {
            return expected(
                    ExitCode.INTERRUPTED,
                    List.of("Interrupted; what was committed is kept, and the next run resumes from there."));
        }
        Optional<InvalidSettingsException> invalid = first(all, InvalidSettingsException.class);
        if (invalid.isPresent()) {
            List<String> lines = new ArrayList<>(List.of("Nothing was done; fix this first:"));
            lines.addAll(invalid.get().problems());
            return expected(ExitCode.USAGE, lines);
        }
        if (failure instanceof InvalidCatalogException
                || failure instanceof UnsafeCatalogException
                || (failure instanceof QueryException query && query.isMalformed())) {
            return expected(ExitCode.USAGE, List.of(FailureText.of(failure)));
        }
        if (failure instanceof LockedException) {
            return expected(ExitCode.LOCKED, List.of(FailureText.of(failure)));
        }
        return new Ending(ExitCode.FAILED, List.of(FailureText.of(failure)), isOfJava(failure));
    }

    private static Ending expected(ExitCode code, List<String> lines) {
        return new Ending(code, lines, false);
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
