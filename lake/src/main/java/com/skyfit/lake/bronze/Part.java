package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One immutable bronze file.
 *
 * @param path relative to the lake's root
 * @param lines records in it
 * @param bytes its size as stored, compressed
 * @param sha256 of the stored bytes, in lower-case hex
 * @param sourceTimeMin the oldest source time of its records; null if they carry none, or the part was adopted
 * @param sourceTimeMax the newest
 */
public record Part(
        @JsonProperty("path") String path,
        @JsonProperty("lines") long lines,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("sha256") String sha256,
        @JsonProperty("source_time_min") @Nullable Instant sourceTimeMin,
        @JsonProperty("source_time_max") @Nullable Instant sourceTimeMax) {

    public Part {
        // A damaged manifest may lack them.
        Objects.requireNonNull(path, "a part has no path");
        Objects.requireNonNull(sha256, "a part has no sha256");
    }
}
