package com.skyfit.lake.bronze.storage;

import java.util.Arrays;

/** The rule for an object's path, the same in every lake: names separated by slashes, none of which leads elsewhere. */
public final class ObjectPath {

    private ObjectPath() {}

    /**
     * The path as it is.
     *
     * @throws IllegalArgumentException if a name of it is empty, {@code .} or {@code ..}, or holds a backslash
     */
    public static String checked(String path) {
        if (path.indexOf('\\') >= 0
                || Arrays.stream(path.split("/", -1))
                        .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
            throw new IllegalArgumentException("Invalid object path '" + path
                    + "': expected names separated by single slashes, none of them . or ..");
        }
        return path;
    }
}
