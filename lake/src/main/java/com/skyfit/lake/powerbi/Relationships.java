package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.Promises.Reference;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarTable;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.Relationship;
import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The relationships that the tests of a star hold. Between two tables, filters may take one way only, or Power BI refuses the model: what would open a
 * second one is there and not active.
 */
final class Relationships {

    private final Tables tables;

    /** Of each table the tables that its filters reach, itself included. */
    private final Map<String, Set<String>> reached = new HashMap<>();

    private final List<Relationship> all = new ArrayList<>();

    /** By the table and column that refer, and whether it is the relationship that filters. */
    private final Map<ColumnName, Relationship> byColumn = new HashMap<>();

    /**
     * Finds them.
     *
     * @param usualDays the column by which rows of a model are placed in time unless a measure says otherwise, by the model; the first one where none
     *     is named
     */
    Relationships(Tables tables, Map<String, String> usualDays) {
        this.tables = tables;
        for (Shown table : tables.all()) {
            String usual = usualDays.getOrDefault(table.star().model(), "");
            List<Reference> references = table.star().promises().references();
            // Ahead of the other days, so that it is the one that filters.
            references.stream().filter(one -> one.column().equals(usual)).forEach(one -> add(table, one));
            references.stream().filter(one -> !one.column().equals(usual)).forEach(one -> add(table, one));
        }
    }

    private void add(Shown table, Reference reference) {
        Optional<Shown> target = tables.referred(reference);
        Optional<ColumnName> from = table.column(reference.column());
        Optional<ColumnName> to = target.flatMap(one -> one.column(reference.field()));
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        StarTable referred = target.orElseThrow().star();
        if (!referred.promises().identifies(reference.field()) || byColumn.containsKey(from.get())) {
            return;
        }
        Relationship relationship = new Relationship(
                StableId.of(
                        "relationship",
                        table.star().relation().toString(),
                        table.role(),
                        reference.column(),
                        referred.relation().toString()),
                from.get(),
                to.get(),
                Kind.MANY_TO_ONE,
                opens(to.get().table(), from.get().table()),
                table.star().promises().filled().contains(reference.column()));
        all.add(relationship);
        byColumn.put(from.get(), relationship);
    }

    /** Whether filters may also go this way; then they do. */
    private boolean opens(String from, String to) {
        Set<String> further = Set.copyOf(reached(to));
        reached(from);
        List<Set<String>> changed =
                reached.values().stream().filter(reach -> reach.contains(from)).toList();
        boolean isSecond = changed.stream().anyMatch(reach -> further.stream().anyMatch(reach::contains));
        if (!isSecond) {
            changed.forEach(reach -> reach.addAll(further));
        }
        return !isSecond;
    }

    private Set<String> reached(String table) {
        return reached.computeIfAbsent(table, itself -> new HashSet<>(Set.of(itself)));
    }

    /** All, in the order of tables and columns. */
    List<Relationship> all() {
        return all;
    }

    /** The relationship of a column that refers; empty where it leads nowhere. */
    Optional<Relationship> of(ColumnName column) {
        return Optional.ofNullable(byColumn.get(column));
    }

    /** Whether rows of a table are filtered by the account that is looked at. */
    boolean followAccounts(Shown table) {
        return tables.of(Star.ACCOUNTS).stream()
                .anyMatch(accounts -> reached(accounts.title()).contains(table.title()));
    }
}
