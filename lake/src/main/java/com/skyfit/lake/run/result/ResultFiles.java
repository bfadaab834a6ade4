package com.skyfit.lake.run.result;

import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.status.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The files in a home that say how its runs ended: {@code run_results/{run_id}.json} for each, and {@code run_results.json} for the newest that
 * covered the complete lake, which a monitor may watch whatever else people run.
 */
public final class ResultFiles {

    private static final String NEWEST = "run_results.json";

    private static final Logger LOG = LoggerFactory.getLogger(ResultFiles.class);

    private final Path home;

    /** Of that home. */
    public ResultFiles(Path home) {
        this.home = home;
    }

    /**
     * Marks in the newest file that a run of the complete lake is active. A killed process cannot write anything, so what an earlier run
     * ended with must not stand there by then.
     */
    public void begin(RunResults unfinished) throws IOException {
        write(unfinished, home.resolve(NEWEST));
    }

    /**
     * Keeps the results of a run that has ended.
     *
     * @param whole whether it covered the complete lake
     */
    public void end(RunResults results, boolean whole) throws IOException {
        write(results, home.resolve("run_results").resolve(results.run().runId() + ".json"));
        if (whole) {
            write(results, home.resolve(NEWEST));
        }
    }

    /**
     * The newest run that covered the complete lake; empty if there has been none, or its file is damaged.
     *
     * @throws IOException if the file cannot be read
     */
    public Optional<RunResults.Summary> newest() throws IOException {
        Path file = home.resolve(NEWEST);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunResults.Summary.of(Json.read(Files.readString(file))));
        } catch (JacksonException | DateTimeException e) {
            LOG.warn("event=results_unreadable file={} reason=\"{}\"", NEWEST, FailureText.of(e));
            return Optional.empty();
        }
    }

    /** Readers see a file before or after, never half of it. */
    private static void write(RunResults results, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.createDirectories(unfinished.getParent());
        Files.writeString(unfinished, Json.of(results) + "\n");
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
