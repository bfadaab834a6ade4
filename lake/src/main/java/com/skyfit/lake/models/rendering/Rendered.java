package com.skyfit.lake.models.rendering;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What became of a text.
 *
 * @param sql the text without Jinja
 * @param refs the models it named
 * @param config what it said of itself, by key
 * @param problems what it asked for that there is not; where there are any, {@code sql} is of no use
 */
public record Rendered(String sql, SortedSet<String> refs, Map<String, Object> config, List<CatalogProblem> problems) {}
