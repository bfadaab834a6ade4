package com.skyfit.lake.catalog;

import java.util.Map;

/**
 * One list endpoint that yields records of an entity. An entity has several where the API splits its records (live, archived, deleted).
 *
 * @param name unique in the entity; part of the extraction's state
 * @param path below the base URL; see {@link #of}
 * @param records name of the top-level array in the reply
 * @param params constant request parameters, in the order of the catalog
 * @param paging how pages follow one another
 * @param incremental what later runs ask for
 * @param cost the cost of a request in the account's daily budget; 0 if there is none
 * @param budget name of the request budget that this endpoint shares with others of the account; empty text for the account's own
 */
public record Listing(
        String name,
        String path,
        String records,
        Map<String, String> params,
        Paging paging,
        Incremental incremental,
        int cost,
        String budget) {

    /** The list of one record, if there is one for each record of another entity. */
    public Listing of(long key) {
        return new Listing(
                name,
                path.replace(Incremental.ForEach.KEY, String.valueOf(key)),
                records,
                params,
                paging,
                incremental,
                cost,
                budget);
    }
}
