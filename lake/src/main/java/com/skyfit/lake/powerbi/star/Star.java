package com.skyfit.lake.powerbi.star;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to export.
 *
 * @param tables in the order in which they are built
 * @param customTables in that order, account by account
 * @param scopes the numbers of the accounts, by name
 * @param missing the models of the star that are not in the database
 */
public record Star(
        List<StarTable> tables, List<CustomTable> customTables, Map<String, Long> scopes, List<String> missing) {

    /** The schema of the star. */
    public static final String SCHEMA = "bi";

    /** The model that has a row for each day. */
    public static final String CALENDAR = "dim_date";

    /** The model that has a row for each account. */
    public static final String ACCOUNTS = "dim_scope";

    public Star {
        tables = List.copyOf(tables);
        customTables = List.copyOf(customTables);
        scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
        missing = List.copyOf(missing);
    }
}
