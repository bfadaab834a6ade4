package com.skyfit.lake.powerbi.tmdl;

import java.util.List;
import java.util.UUID;

/**
 * A table of a model.
 *
 * @param name unique in the model
 * @param description empty text for none
 * @param isCalendar whether it has a row for each day, so that functions over time know it
 * @param measures in the order in which they are written
 * @param columns in that order
 * @param partition the only one
 * @param lineage what it is known by when its name changes
 */
public record Table(
        String name,
        String description,
        boolean isCalendar,
        List<Measure> measures,
        List<Column> columns,
        Partition partition,
        UUID lineage) {

    public Table {
        measures = List.copyOf(measures);
        columns = List.copyOf(columns);
    }
}
