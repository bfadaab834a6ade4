package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The storage that bronze lies in: objects under slash-separated paths relative to its root ({@link ObjectPath} has the rule). Objects are
 * created whole and never replaced or removed. Safe for use by several threads.
 */
public interface LakeStorage {

    /** Where it is, for people: a folder or an {@code abfss://} address. Never holds a secret. */
    String location();

    /**
     * Begins an object. It appears under its path, whole and durable, when {@link NewObject#commit()} returns; abandoned, it leaves
     * nothing that {@link #list} or {@link #exists} would show.
     */
    NewObject create(String path) throws IOException;

    /** Opens an object from its start; throws {@link java.nio.file.NoSuchFileException} where there is none. */
    InputStream open(String path) throws IOException;

    /** Whether there is an object of that path. */
    boolean exists(String path) throws IOException;

    /**
     * The objects whose path starts with the prefix, in path order.
     *
     * @param prefix ends with a slash; empty text for all
     */
    List<LakeObject> list(String prefix) throws IOException;
}
