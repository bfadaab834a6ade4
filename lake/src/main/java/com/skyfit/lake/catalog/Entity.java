package com.skyfit.lake.catalog;

import java.util.List;

/**
 * One kind of record of a source.
 *
 * @param name unique in the source
 * @param description of a record
 * @param apiGeneration the API version that its requests speak, recorded in manifests
 * @param key payload field that identifies a record within its scope, names joined by dots; see {@link #keyType()}
 * @param version paths to the source's own clock of a record; the first that leads to a time decides which observation is newer; none
 *     where records carry no time, so that the newest run decides
 * @param deleted paths to "deleted at the source", read as booleans; any of them true makes an observation a tombstone
 * @param absentMeansDeleted whether a record that a complete listing no longer shows is treated as deleted
 * @param deletions how deletions are learnt
 * @param expectRows whether an account without any record is a failure
 * @param mostQuarantined the share of an account's lines, from 0 to 1, that may be in quarantine before it is a failure
 * @param mostRequests how many requests one run may make for one account's records, retries included, before it stops as a flood
 * @param optional whether 403 and 404 mean "not part of this account's plan" instead of a failure
 * @param listings in the order in which they are read
 * @param tables the gold tables it fills: the record's own first, child tables after it
 */
public record Entity(
        String name,
        String description,
        String apiGeneration,
        String key,
        List<ValuePath> version,
        List<ValuePath> deleted,
        boolean absentMeansDeleted,
        Deletions deletions,
        boolean expectRows,
        double mostQuarantined,
        long mostRequests,
        boolean optional,
        List<Listing> listings,
        List<Table> tables) {

    /** A larger share says that a source has changed, not that single records are damaged. */
    public static final double USUAL_MOST_QUARANTINED = 0.01;

    /** Two million records in the smallest usual pages, of 100. */
    public static final long USUAL_MOST_REQUESTS = 20_000;

    public Entity {
        version = List.copyOf(version);
        deleted = List.copyOf(deleted);
        listings = List.copyOf(listings);
        tables = List.copyOf(tables);
    }

    /** The gold table whose rows are the records themselves. */
    public Table table() {
        return tables.get(0);
    }

    /** What the business key is: {@code bigint}, a whole number of 64 bits, or {@code text}. */
    public ColumnType keyType() {
        return table().column(table().key().get(0)).type();
    }

    /** The column of one of its tables by which rows belong to a record: its business key, or that of the record around it. */
    public Column recordKey(Table table) {
        if (!table.isChild()) {
            return table.column(table.key().get(0));
        }
        return table.key().stream()
                .map(table::column)
                .filter(column -> column.content().paths().stream()
                        .anyMatch(path -> path.text().equals("^" + key)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Table " + table.name() + " has no key of its record"));
    }

    /** The gold tables whose rows are elements of arrays inside the records. */
    public List<Table> childTables() {
        return tables.subList(1, tables.size());
    }

    /** The names of the entities for whose records it is listed one by one; none if its lists are its own. */
    public List<String> listedForEach() {
        return listings.stream()
                .flatMap(listing -> listing.incremental().otherEntity().stream())
                .distinct()
                .toList();
    }

    /** Whether every run reads all of it, so that each finished extraction is a complete listing. */
    public boolean isSnapshot() {
        return listings.stream().allMatch(listing -> listing.incremental().readsEverything());
    }
}
