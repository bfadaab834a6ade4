package com.skyfit.lake.catalog.reading;

/**
 * A mistake in a catalog file.
 *
 * @param file the file's name as it was given
 * @param line the line of the mistake, from 1
 * @param message the mistake and what would be correct
 */
public record CatalogProblem(String file, int line, String message) {

    /** As compilers print it: {@code file:line: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
