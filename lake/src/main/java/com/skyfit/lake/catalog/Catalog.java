package com.skyfit.lake.catalog;

import java.util.List;

/**
 * Everything that is described: the sources with their entities and tables.
 *
 * @param sources in the order of their files
 */
public record Catalog(List<Source> sources) {

    /** The schema of gold's tables and views, in any database. Readers of gold know it by this name. */
    public static final String SCHEMA = "core";

    public Catalog {
        sources = List.copyOf(sources);
    }

    /** The source of that name; throws {@link IllegalArgumentException} that lists the known ones. */
    public Source source(String name) {
        return sources.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown source '" + name + "': expected one of "
                        + String.join(", ", sources.stream().map(Source::name).toList())));
    }
}
