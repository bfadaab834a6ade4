package com.skyfit.lake.bronze;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What requests took.
 *
 * @param requests sent, failed ones included
 * @param retries requests that were sent again
 * @param bytes of reply bodies, as they came over the wire
 * @param waitedSeconds waited for limits and between attempts
 */
public record RequestCounts(
        @JsonProperty("requests") long requests,
        @JsonProperty("retries") long retries,
        @JsonProperty("bytes_received") long bytes,
        @JsonProperty("waited_seconds") double waitedSeconds) {

    /** Of no request. */
    public static final RequestCounts NONE = new RequestCounts(0, 0, 0, 0);
}
