package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The storage of bronze: objects under slash-separated paths relative to its root ({@link ObjectPath} has the rule). Objects are
 * created complete and never replaced or removed. Safe for use by several threads.
 */
public interface LakeStorage {

    /** Where it is, for people: a folder or an {@code abfss://} address. Never holds a secret. */
    String location();

    /**
     * Begins an object. It appears under its path, complete and durable, when {@link NewObject#commit()} returns; abandoned, it leaves
     * nothing that {@link #list} or {@link #exists} would show.
     */
    NewObject create(String path) throws IOException;

    /**
     * Begins to keep the lake to the runs of one database. Nothing is asked yet: {@link LakeLease#keep} takes it.
     *
     * @param database which it is, wherever it is reached from
     * @param holder who takes it, for people of other databases who find it taken
     */
    LakeLease lease(UUID database, String holder);

    /** A check before an object is committed. */
    interface Guard {
        /** Lets every object through. */
        Guard NONE = () -> {};

        /** Throws if the object must not be created. */
        void check() throws IOException;
    }

    /** From now on runs this check before it commits an object, instead of the earlier one. */
    void guard(Guard guard);

    /** Opens an object from its start; throws {@link java.nio.file.NoSuchFileException} if there is none. */
    InputStream open(String path) throws IOException;

    /** Whether there is an object of that path. */
    boolean exists(String path) throws IOException;

    /** The handling of each of many things that are found one after another. */
    interface Visitor<T> {
        /** Handles one; called once for each. */
        void see(T found) throws IOException;
    }

    /**
     * Shows the objects whose path starts with the prefix, in no particular order, and holds none of them.
     *
     * @param prefix any text, which may end within a name; empty for all
     */
    void visit(String prefix, Visitor<LakeObject> visitor) throws IOException;

    /**
     * Passes on the names directly in a folder, of objects and of folders, in no particular order, and keeps none of them. What is below
     * folders costs nothing.
     *
     * @param folder ends with a slash; empty text for the root
     */
    void visitNames(String folder, Visitor<String> visitor) throws IOException;

    /**
     * The objects whose path starts with the prefix, in path order. Holds all of them: not for what grows with each run.
     *
     * @param prefix as {@link #visit} has it
     */
    default List<LakeObject> list(String prefix) throws IOException {
        List<LakeObject> found = new ArrayList<>();
        visit(prefix, found::add);
        found.sort(Comparator.comparing(LakeObject::path));
        return List.copyOf(found);
    }
}
