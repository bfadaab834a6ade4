package com.skyfit.lake.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of one column that did not fit its type, so that gold shows null.
 *
 * @param subject whose records
 * @param table the gold table
 * @param column its column
 * @param reason why they did not fit
 * @param values how many
 * @param example one of them, of the newest run, cut to its first characters
 * @param blobPath the part that holds the example
 * @param lineNo its line there, from 1
 */
public record QuarantinedValue(
        @JsonUnwrapped Subject subject,
        String table,
        String column,
        String reason,
        long values,
        String example,
        String blobPath,
        long lineNo) {

    private static final String LIST = Query.stored(QuarantinedValue.class, "quarantined-values");

    /** Those of each selected entity and scope, column by column. */
    public static List<QuarantinedValue> list(Configuration configuration, Warehouse warehouse, Selection selection)
            throws SQLException {
        List<QuarantinedValue> found = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            for (ScopedEntity entity : configuration.subjects(selection)) {
                Subject subject = entity.subject();
                found.addAll(Query.of(connection, LIST)
                        .bind(subject.parameters())
                        .list(row -> new QuarantinedValue(
                                subject,
                                row.text("table_name"),
                                row.text("column_name"),
                                row.text("reason"),
                                row.number("n"),
                                row.text("example"),
                                row.text("blob_path"),
                                row.number("line_no"))));
            }
        }
        return found;
    }
}
