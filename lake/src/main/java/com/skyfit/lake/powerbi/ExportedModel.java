package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.SemanticModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A semantic model, and under which names things of the star are in it.
 *
 * @param model itself
 * @param tables the tables of the star
 * @param measures the measures, by the names of their metrics
 * @param leftOut what of the star is not in it, and why, one sentence each
 */
record ExportedModel(SemanticModel model, List<Shown> tables, Map<String, ColumnName> measures, List<String> leftOut) {

    ExportedModel {
        tables = List.copyOf(tables);
        measures = Map.copyOf(measures);
        leftOut = List.copyOf(leftOut);
    }

    /** The measure of a metric; empty where it is not part of the export. */
    Optional<ColumnName> measure(String metric) {
        return Optional.ofNullable(measures.get(metric));
    }

    /**
     * A column of the star; empty where it is not part of the export.
     *
     * @param role the column that refers to the model where it plays several roles; empty text where it plays one
     */
    Optional<ColumnName> column(String star, String role, String column) {
        return tables.stream()
                .filter(table ->
                        table.star().model().equals(star) && table.role().equals(role))
                .findFirst()
                .flatMap(table -> table.column(column));
    }
}
