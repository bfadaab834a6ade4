package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.messages.FailureText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A fixed number of threads that work for a stage, in the order in which work was given; their log lines carry the run. */
final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** How long interrupted work may take to release its resources. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final RunId run;
    private final ExecutorService threads;

    Workers(RunId run, int count) {
        this.run = run;
        this.threads = Executors.newFixedThreadPool(count);
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(() -> {
            MDC.put(WriterRun.RUN_ID, run.text());
            return work.call();
        });
    }

    /** The program failed during a stage; the cause says how. */
    private static final class EndedUnexpectedly extends IllegalStateException {
        EndedUnexpectedly(String what, Throwable cause) {
            super("Ended unexpectedly during " + what + ": " + FailureText.of(cause), cause);
        }
    }

    /**
     * Waits for work that records its own failures: it ends well or is interrupted.
     *
     * @param what it is, for the message
     * @throws InterruptedException if this thread or the work was interrupted
     * @throws IllegalStateException if it failed otherwise
     */
    static void await(String what, List<? extends Future<?>> work) throws InterruptedException {
        try {
            for (Future<?> one : work) {
                one.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof InterruptedException) {
                throw new InterruptedException("Interrupted during " + what);
            }
            throw cause instanceof EndedUnexpectedly named ? named : new EndedUnexpectedly(what, cause);
        }
    }

    /** Interrupts work in progress, and waits a little for its end. */
    void end() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("event=threads_left reason=\"interrupted work does not end\"");
        }
    }
}
