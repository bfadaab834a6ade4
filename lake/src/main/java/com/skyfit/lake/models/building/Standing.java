package com.skyfit.lake.models.building;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is in the database under a model's name.
 *
 * @param kind as DDL names it; empty text where there is nothing
 * @param ours whether a model was built there, or the catalog's view that the model takes over
 * @param same whether that model had the same fingerprint
 * @param refreshesConcurrently whether it is filled, and has an index by which the database can tell its rows apart
 */
record Standing(String kind, boolean ours, boolean same, boolean refreshesConcurrently) {

    static final String VIEW = "view";
    static final String TABLE = "table";
    static final String MATERIALIZED_VIEW = "materialized view";

    static Standing of(Connection connection, Model model, String fingerprint) throws SQLException {
        return Query.of(connection, Query.stored(Standing.class, "standing"))
                .bind("relation", model.relation().sql())
                .bind("shown", model.relation().toString())
                .bind("model", model.name())
                .bind("text", fingerprint)
                .first(row -> new Standing(
                        row.text("kind"), row.flag("ours"), row.flag("same"), row.flag("refreshes_concurrently")))
                .orElse(new Standing("", false, false, false));
    }

    boolean isThere() {
        return !kind.isEmpty();
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }
}
