package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.star.StarTable;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the star under the names that people read. A dimension that plays several roles for one fact, such as the user who asks and the one who
 * answers, is there once for each.
 *
 * @param star what it shows
 * @param role the column that refers to it in this role; empty text where it plays only one
 * @param title what people read as its name
 * @param columns the titles of its columns, by their names
 */
record Shown(StarTable star, String role, String title, Map<String, String> columns) {

    Shown {
        columns = Map.copyOf(columns);
    }

    /** A column; empty where the export has none of that name. */
    Optional<ColumnName> column(String column) {
        return Optional.ofNullable(columns.get(column)).map(shown -> new ColumnName(title, shown));
    }
}
