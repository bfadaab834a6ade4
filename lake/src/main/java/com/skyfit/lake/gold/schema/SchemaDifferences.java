package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.SchemaChange.Kind;
import com.skyfit.lake.gold.schema.SystemColumns.SystemColumn;
import com.skyfit.lake.warehouse.PostgresTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a table of the catalog and the same table of the database differ.
 *
 * @param table as the catalog describes it
 * @param existing as the database has it
 */
record SchemaDifferences(Table table, ExistingTable existing) {

    /** The columns of the catalog that the database lacks. */
    List<Column> added() {
        return table.columns().stream()
                .filter(column -> !existing.has(column.name()))
                .toList();
    }

    /** The columns of every table that the database lacks. */
    List<SystemColumn> addedBySystem() {
        return SystemColumns.of(table).stream()
                .filter(column -> !existing.has(column.name()))
                .toList();
    }

    /** The columns that have another type. */
    List<Column> retyped() {
        return table.columns().stream()
                .filter(column -> existing.has(column.name()) && !isOfItsType(column))
                .toList();
    }

    private boolean isOfItsType(Column column) {
        return PostgresTypes.shown(column.type()).equals(existing.types().get(column.name()));
    }

    /** What has to be done, or cannot be done; empty if the table is as the catalog says. */
    List<SchemaChange> changes() {
        if (existing.isMissing()) {
            return List.of(change(Kind.NEW_TABLE, "", table.columns().size() + " columns"));
        }
        List<SchemaChange> changes = new ArrayList<>();
        addKeyChange(changes);
        for (Column column : table.columns()) {
            addChange(column, changes);
        }
        addKept(changes);
        return changes;
    }

    /** A table without a key is for the check of doubled keys to report. */
    private void addKeyChange(List<SchemaChange> changes) {
        List<String> wanted = TableDdl.key(table);
        ExistingTable.Key key = existing.key();
        if (!key.isMissing() && !Set.copyOf(key.columns()).equals(Set.copyOf(wanted))) {
            changes.add(change(
                    Kind.REFUSED,
                    "",
                    "its key is " + String.join(", ", key.columns()) + ", the catalog says "
                            + String.join(", ", wanted)));
        } else if (isKeyTooShort()) {
            changes.add(change(
                    Kind.NEW_KEY,
                    "",
                    "its primary key becomes a unique index over hashes, which accepts texts of any length"));
        } else if (TableDdl.hasLongKey(table) && key.needed()) {
            changes.add(change(
                    Kind.KEPT,
                    "",
                    "its primary key, which a view or foreign key needs; it accepts no text above 2,700 bytes"));
        }
    }

    /** Whether texts can come that are too long for the table's primary key, and nothing speaks against another one. */
    boolean isKeyTooShort() {
        return TableDdl.hasLongKey(table)
                && !existing.key().isMissing()
                && !existing.key().needed();
    }

    private void addChange(Column column, List<SchemaChange> changes) {
        String is = existing.types().get(column.name());
        String wanted = PostgresTypes.shown(column.type());
        if (is == null) {
            changes.add(change(Kind.ADD_COLUMN, column.name(), wanted));
        } else if (!isOfItsType(column)) {
            boolean safe = Widening.isSafe(is, column.type());
            changes.add(change(
                    safe ? Kind.WIDEN : Kind.REFUSED,
                    column.name(),
                    is + " to " + wanted + (safe ? "" : " could lose values or break readers")));
        }
    }

    private void addKept(List<SchemaChange> changes) {
        Set<String> known = Stream.concat(
                        table.columns().stream().map(Column::name),
                        SystemColumns.of(table).stream().map(SystemColumn::name))
                .collect(Collectors.toSet());
        existing.types().forEach((name, type) -> {
            if (!known.contains(name)) {
                changes.add(
                        change(Kind.KEPT, name, type + ", which the catalog no longer names; values stay as they are"));
            }
        });
    }

    private SchemaChange change(Kind kind, String column, String detail) {
        return new SchemaChange(kind, table.name(), column, detail);
    }
}
