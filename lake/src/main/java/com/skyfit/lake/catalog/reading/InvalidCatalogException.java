package com.skyfit.lake.catalog.reading;

import java.util.List;
import java.util.stream.Collectors;

/** The catalog has mistakes; all of them are listed, in the order of the files. */
public final class InvalidCatalogException extends RuntimeException {

    private final transient List<CatalogProblem> problems;

    public InvalidCatalogException(List<CatalogProblem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "Invalid catalog, " + count(problems.size()) + ":", "")));
        this.problems = List.copyOf(problems);
    }

    public List<CatalogProblem> problems() {
        return problems;
    }

    private static String count(int mistakes) {
        return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
    }
}
