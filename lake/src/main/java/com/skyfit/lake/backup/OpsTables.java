package com.skyfit.lake.backup;

import java.util.List;
import java.util.Set;

/**
 * The tables of schema {@code ops}, by what becomes of them when the database is lost. A table is in exactly one of the lists; a test compares them
 * with the database.
 */
final class OpsTables {

    /** What only the database knows: what people decided, what was learned, what happened. In an order in which references find what they refer to. */
    static final List<String> KEPT = List.of(
            "run",
            "run_unit",
            "check_result",
            "table_rows",
            "storage",
            "scope",
            "absence",
            "account_identity",
            "usual_share",
            "custom_field",
            "custom_field_name",
            "custom_field_option",
            "custom_field_column",
            "reader",
            "incident");

    /** What the next run makes again from the lake and the catalog, or what is about the lost database itself. */
    static final Set<String> MADE_AGAIN = Set.of(
            "drift",
            "file",
            "gold_keys",
            "gold_view",
            "history_change",
            "lake",
            "lake_listing",
            "letter",
            "manifest",
            "mapping",
            "model",
            "option_labels",
            "quarantine",
            "refused_manifest",
            "repair",
            "repeat",
            "schema_history",
            "wait",
            "writer");

    private OpsTables() {}
}
