package com.skyfit.lake.bronze.storage;

import java.io.IOException;

/**
 * What keeps a lake to the runs of one database, which exclude one another by themselves. Dies with who holds it. Safe for use by several
 * threads.
 */
public interface LakeLease extends AutoCloseable {

    /**
     * Makes sure that it is held: takes it, takes it again if it was lost, and extends it if it expires.
     *
     * @throws LakeTakenException if runs of another database hold it
     * @throws IOException if the lake cannot be reached or written
     */
    void keep() throws IOException;

    /** Releases what only this process holds, because a later run of the same database now has the lease under the same name. */
    void leave();

    /** Releases it, or lets it expire if the lake cannot be reached. */
    @Override
    void close();
}
