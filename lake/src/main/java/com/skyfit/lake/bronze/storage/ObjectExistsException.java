package com.skyfit.lake.bronze.storage;

import java.io.IOException;

/** An object of that path exists; bronze never replaces one. */
public final class ObjectExistsException extends IOException {

    /**
     * Takes the facts.
     *
     * @param path the object's path
     * @param location the lake
     */
    public ObjectExistsException(String path, String location) {
        super(
                "Cannot create " + path + " in " + location
                        + ": an object of that name exists, and bronze is never overwritten; another run may have taken this run id");
    }
}
