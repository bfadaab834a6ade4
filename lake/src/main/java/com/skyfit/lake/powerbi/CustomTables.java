package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.display.ColumnDisplay;
import com.skyfit.lake.powerbi.star.CustomTable;
import com.skyfit.lake.powerbi.star.CustomTable.Field;
import com.skyfit.lake.powerbi.star.StarColumn;
import com.skyfit.lake.powerbi.tmdl.Column;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.DataType;
import com.skyfit.lake.powerbi.tmdl.Partition;
import com.skyfit.lake.powerbi.tmdl.Relationship;
import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.StorageMode;
import com.skyfit.lake.powerbi.tmdl.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table for the custom fields that an account has for the rows of a model, beside the model's own: the other half of its rows. So its fields filter
 * whatever the model filters, and whoever sees a row of the model sees its custom fields and no others.
 */
final class CustomTables {

    private final Tables tables;
    private final Language language;
    private final List<Table> all = new ArrayList<>();
    private final List<Relationship> relationships = new ArrayList<>();

    CustomTables(List<CustomTable> customTables, Tables tables, Language language, Modes modes) {
        this.tables = tables;
        this.language = language;
        for (CustomTable custom : customTables) {
            for (Shown owner : tables.of(custom.owner().model())) {
                add(custom, owner, modes.of(owner));
            }
        }
    }

    /** Where the rows of a table are kept; those of its other half are kept there, too. */
    interface Modes {
        StorageMode of(Shown owner);
    }

    private void add(CustomTable custom, Shown owner, StorageMode mode) {
        Optional<ColumnName> key = owner.column(custom.key());
        List<Field> fields = custom.fields().stream()
                .filter(field -> ColumnType.of(field.column().type()).isPresent())
                .toList();
        if (key.isEmpty() || fields.isEmpty()) {
            return;
        }
        String name = tables.take(owner.title() + ": " + language.of("custom fields", "campos personalizados") + " ("
                + custom.scope() + ")");
        String path = custom.view() + " " + owner.role();
        Names names = new Names();
        ColumnName own = new ColumnName(name, names.take(custom.ownKey()));
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                own.name(),
                "",
                DataType.INT64,
                custom.ownKey(),
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                true,
                StableId.of("column", path, custom.ownKey())));
        fields.forEach(field -> columns.add(column(field, path, names)));
        String description = language.of(
                "Custom fields of " + owner.title() + " in " + custom.scope() + ".",
                "Campos personalizados de " + owner.title() + " em " + custom.scope() + ".");
        all.add(new Table(
                name,
                description,
                false,
                List.of(),
                columns,
                new Partition(mode, Rows.of(custom, fields)),
                StableId.of("table", path)));
        relationships.add(
                new Relationship(StableId.of("relationship", path), own, key.get(), Kind.ONE_TO_ONE, true, false));
    }

    private Column column(Field field, String path, Names names) {
        StarColumn column = field.column();
        ColumnType type = ColumnType.of(column.type()).orElseThrow();
        return new Column(
                names.take(field.title()),
                Names.description(column.description()),
                type.type(),
                column.name(),
                type.format(ColumnDisplay.NONE, column.name().endsWith("_id")),
                "",
                Optional.empty(),
                false,
                false,
                StableId.of("column", path, column.name()));
    }

    List<Table> all() {
        return all;
    }

    List<Relationship> relationships() {
        return relationships;
    }
}
