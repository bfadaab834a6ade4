package com.skyfit.lake.schedule;

import com.skyfit.lake.run.result.ExitCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest run of the complete lake, whoever started it.
 *
 * @param begunAt its start
 * @param endedAt its end; null while it is active, or if its process was killed
 * @param exitCode how it ended; null likewise
 */
public record LatestRun(
        Instant begunAt,
        @Nullable Instant endedAt,
        @Nullable ExitCode exitCode) {}
