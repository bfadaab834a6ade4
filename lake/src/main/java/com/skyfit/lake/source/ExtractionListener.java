package com.skyfit.lake.source;

import java.time.Instant;

/** Receives what an extraction does while it does it. Called by the threads of the extraction; must be quick and never throw. */
public interface ExtractionListener {

    /** Does nothing. */
    ExtractionListener NONE = new ExtractionListener() {};

    /**
     * A page has been read.
     *
     * @param records in that page
     */
    default void page(Account account, String entity, long records) {}

    /**
     * The next request waits, for a rate limit or before a retry.
     *
     * @param until when it continues, by this machine's clock
     */
    default void waiting(Account account, String entity, Instant until, String reason) {}
}
