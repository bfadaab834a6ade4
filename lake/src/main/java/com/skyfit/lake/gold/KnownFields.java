package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The payload fields of an entity that gold takes or leaves out on purpose, as an array of SQL; the object that a rest column unwraps is one of them. */
final class KnownFields {

    private KnownFields() {}

    /** By the column {@code scope} of the rows, where accounts differ. */
    static String of(Entity entity) {
        String ofAllScopes = textArray(ofAllScopes(entity));
        Map<String, Set<String>> ofOne = entity.table().takenFieldsByScope();
        return ofOne.isEmpty()
                ? ofAllScopes
                : ofOne.entrySet().stream()
                        .map(scope -> "when " + Sql.literal(scope.getKey()) + " then " + textArray(scope.getValue()))
                        .collect(Collectors.joining(
                                " ", "(" + ofAllScopes + " || case scope ", " else '{}'::text[] end)"));
    }

    private static Set<String> ofAllScopes(Entity entity) {
        Table table = entity.table();
        Set<String> known = new LinkedHashSet<>(table.takenFields());
        entity.childTables().forEach(child -> known.add(child.rows()));
        for (Column column : table.columns()) {
            if (column.content() instanceof Content.Rest rest
                    && !rest.unwrapped().isEmpty()) {
                known.add(rest.unwrapped());
            }
        }
        return known;
    }

    private static String textArray(Set<String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(", ", "array[", "]::text[]"));
    }
}
