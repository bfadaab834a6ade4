package com.skyfit.lake.powerbi.report;

import com.skyfit.lake.powerbi.tmdl.ColumnName;

/** What a visual shows of the model. */
public sealed interface Field {

    /** Its table and name. */
    ColumnName name();

    /** A column. */
    record OfColumn(ColumnName name) implements Field {}

    /** A measure. */
    record OfMeasure(ColumnName name) implements Field {}
}
