package com.skyfit.lake.bronze.storage;

import java.io.IOException;

/**
 * What keeps a lake to the runs of one database, which exclude one another by themselves. Dies with who holds it. Safe for use by several
 * threads.
 */
public interface LakeLease extends AutoCloseable {

    /**
     * Makes sure that it is held: takes it, takes it again where it was lost, and makes it last longer where it has an end.
     *
     * @throws LakeTakenException if runs of another database hold it
     * @throws IOException if the lake cannot be reached or written
     */
    void keep() throws IOException;

    /** Lets go of what only this process holds, where a later run of the same database has the lease under the same name by now. */
    void leave();

    /** Gives it back, or leaves that to time where the lake cannot be reached. */
    @Override
    void close();
}
