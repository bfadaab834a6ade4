package com.skyfit.lake.models.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is shown.
 *
 * @param title its title
 * @param customFields the gold table whose custom fields belong to its rows; empty where there is none
 * @param isHidden whether exports leave it out
 * @param columns how its columns are shown, by name, in the order of the description; without those of which nothing is said
 */
public record ModelDisplay(
        Title title, Optional<String> customFields, boolean isHidden, Map<String, ColumnDisplay> columns) {

    /** Of a model of which nothing is said. */
    public static final ModelDisplay NONE = new ModelDisplay(Title.NONE, Optional.empty(), false, Map.of());

    public ModelDisplay {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** How a column is shown. */
    public ColumnDisplay column(String name) {
        return columns.getOrDefault(name, ColumnDisplay.NONE);
    }
}
