package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.util.Map;

/**
 * A way through the pages of one listing. After each page {@link #state()} is where a later walk would resume, so that what was read need
 * not be read again. Not for use by several threads.
 */
public interface PageWalk {

    /** Whether there is no page left to read. */
    boolean isDone();

    /** All parameters of the next request. */
    Map<String, String> request();

    /**
     * Reads the next page.
     *
     * @param lines is cleared, then takes the records
     * @throws SourceException.Stalled if the pages do not end
     */
    Page next(PageBuffer lines) throws SourceException, IOException, InterruptedException;

    /** Where a later walk resumes, if everything up to the last page read is durable. */
    ListingState state();
}
