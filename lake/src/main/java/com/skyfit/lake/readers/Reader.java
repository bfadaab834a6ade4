package com.skyfit.lake.readers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * What a role may read.
 *
 * @param role its name in the database
 * @param scopes the accounts whose rows it sees; none for all
 * @param personal whether it sees columns with personal data
 */
public record Reader(
        @JsonProperty("role") String role,
        @JsonProperty("scopes") List<String> scopes,
        @JsonProperty("personal") boolean personal) {

    /** How long a statement of a reader may run, unless the operator says otherwise: longer than any report waits. */
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);

    public Reader {
        scopes = List.copyOf(scopes);
    }

    /** Whether it sees the rows of some scopes only. */
    boolean isLimited() {
        return !scopes.isEmpty();
    }
}
