package com.skyfit.lake.models;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a project that cannot be used as it is written.
 *
 * @param name of the model or test, or the path of a file that is neither
 * @param problems what is wrong with it; at least one
 */
public record Refused(String name, List<CatalogProblem> problems) {

    public Refused {
        problems = List.copyOf(problems);
    }

    /** All problems, with their places. */
    @Override
    public String toString() {
        return problems.stream().map(CatalogProblem::toString).collect(Collectors.joining("; "));
    }
}
