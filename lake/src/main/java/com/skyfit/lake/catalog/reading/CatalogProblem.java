package com.skyfit.lake.catalog.reading;

/**
 * A mistake in a catalog file.
 *
 * @param file the file's name as it was given
 * @param line where the mistake stands, counted from 1
 * @param message what is wrong and what would be right
 */
public record CatalogProblem(String file, int line, String message) {

    /** As compilers print it: {@code file:line: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
