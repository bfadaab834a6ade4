package com.skyfit.lake.models;

import java.util.List;

/**
 * How a model is built.
 *
 * @param materialization what it becomes
 * @param schema in which
 * @param uniqueKey the columns that identify a row of an incremental model; none where it only appends
 * @param strategy of an incremental model
 * @param indexes of what has rows of its own
 */
public record ModelConfig(
        Materialization materialization,
        String schema,
        List<String> uniqueKey,
        Strategy strategy,
        List<Index> indexes) {

    /**
     * An index.
     *
     * @param columns in their order
     * @param unique whether it rules doubled rows out
     * @param method of access, such as {@code btree}
     */
    public record Index(List<String> columns, boolean unique, String method) {

        public Index {
            columns = List.copyOf(columns);
        }
    }

    public ModelConfig {
        uniqueKey = List.copyOf(uniqueKey);
        indexes = List.copyOf(indexes);
    }
}
