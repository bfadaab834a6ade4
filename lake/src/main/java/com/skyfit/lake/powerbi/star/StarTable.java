package com.skyfit.lake.powerbi.star;

import com.skyfit.lake.models.Promises;
import com.skyfit.lake.models.Relation;
import com.skyfit.lake.models.display.ModelDisplay;
import java.util.List;

/**
 * A model of the star that is built.
 *
 * @param model its name
 * @param relation where it is
 * @param description its meaning; empty text where nobody has said
 * @param display how it is shown
 * @param promises what its tests hold
 * @param columns in the order of the database
 */
public record StarTable(
        String model,
        Relation relation,
        String description,
        ModelDisplay display,
        Promises promises,
        List<StarColumn> columns) {

    public StarTable {
        columns = List.copyOf(columns);
    }

    /** Whether a column is only there to join tables by: nobody reads it. */
    public boolean isKey(String column) {
        return column.endsWith("_key")
                || promises.references().stream()
                        .anyMatch(reference -> reference.column().equals(column));
    }
}
