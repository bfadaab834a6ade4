package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.OutputStream;

/** An unfinished object of the lake. {@link #close()} without {@link #commit()} abandons it. Not for use by several threads. */
public abstract class NewObject extends OutputStream {

    /**
     * Makes the object durable and visible under its path.
     *
     * @throws ObjectExistsException if there is one of that path already; it stays as it was
     */
    public abstract void commit() throws IOException;
}
