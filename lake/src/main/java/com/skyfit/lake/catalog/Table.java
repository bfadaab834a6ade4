package com.skyfit.lake.catalog;

import com.skyfit.lake.catalog.Column.Content.ByScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A gold table that an entity fills. {@code scope} and the lineage columns belong to every table and are not listed here.
 *
 * @param name its name in schema {@link Catalog#SCHEMA}
 * @param description what a row is
 * @param key the columns which, with {@code scope}, identify a row
 * @param rows the payload array that gives a row for each element (a child table); empty text if the record itself is the row
 * @param columns in the order of the catalog
 * @param ignored payload fields that gold leaves out on purpose (they stay in bronze and silver)
 * @param scopeViews whether a view for each scope is offered beside the table
 * @param customFields where the custom fields of its rows are; null where they have none
 * @param history what is kept of the past of its rows; null where nothing is
 */
public record Table(
        String name,
        String description,
        List<String> key,
        String rows,
        List<Column> columns,
        List<String> ignored,
        boolean scopeViews,
        @Nullable CustomFields customFields,
        @Nullable History history) {

    /** The name of the column for unmapped fields if the catalog names none. */
    public static final String EXTRA = "_extra";

    public Table {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        ignored = List.copyOf(ignored);
    }

    /** Whether a row is an element of an array inside the record. */
    public boolean isChild() {
        return !rows.isEmpty();
    }

    /**
     * The payload fields that the rest leaves out in every scope: those that a column takes and the ignored ones. The object that the rest
     * unwraps is never among them, so a column that takes one of its members takes nothing away from the rest.
     */
    public Set<String> takenFields() {
        Set<String> taken = new LinkedHashSet<>(ignored);
        for (Column column : columns) {
            if (!(column.content() instanceof ByScope)) {
                taken.addAll(fields(column.content().paths()));
            }
        }
        return withoutUnwrapped(taken);
    }

    /** The payload fields that the rest leaves out in one scope only, by the scope. */
    public SortedMap<String, Set<String>> takenFieldsByScope() {
        SortedMap<String, Set<String>> taken = new TreeMap<>();
        for (Column column : columns) {
            if (column.content() instanceof ByScope byScope) {
                byScope.scopes()
                        .forEach((scope, first) -> taken.computeIfAbsent(scope, any -> new LinkedHashSet<>())
                                .addAll(fields(first.paths())));
            }
        }
        taken.values().forEach(this::withoutUnwrapped);
        return taken;
    }

    private static List<String> fields(List<ValuePath> paths) {
        return paths.stream()
                .filter(path -> !path.inParent())
                .map(ValuePath::field)
                .toList();
    }

    private Set<String> withoutUnwrapped(Set<String> taken) {
        taken.remove("");
        columns.forEach(column -> taken.remove(column.content().unwrapped()));
        return taken;
    }

    /** The column of that name; throws {@link IllegalArgumentException} if there is none. */
    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Table " + name + " has no column " + columnName));
    }
}
