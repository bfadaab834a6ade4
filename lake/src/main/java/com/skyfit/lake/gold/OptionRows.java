package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.CustomFields.Options;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;

/** The options of fields as gold has them now, wherever a source describes them. */
public final class OptionRows {

    private static final Template ROWS = Template.of("""
            select r.scope, r.{field}::text as field_code, r.{id}::text as option_id, r.{label}::text as label
            from {table} r""");

    private static final Template ITEMS = Template.of("""
            select d.scope, d.{code}::text as field_code, item ->> {id} as option_id, item ->> {label} as label
            from {definitions} d
                cross join lateral jsonb_array_elements(case when jsonb_typeof(d.{column}) = 'array' then d.{column} end) item""");

    private OptionRows() {}

    /** A query of {@code scope, field_code, option_id, label}. */
    public static String sql(CustomFields.Definitions definitions, Options options) {
        if (options instanceof Options.Rows rows) {
            return ROWS.with("field", Sql.name(rows.field()))
                    .with("id", Sql.name(rows.id()))
                    .with("label", Sql.name(rows.label()))
                    .with("table", new GoldTable(rows.table()).sql())
                    .sql();
        }
        Options.Items items = (Options.Items) options;
        return ITEMS.with("code", Sql.name(definitions.code()))
                .with("id", Sql.literal(items.id()))
                .with("label", Sql.literal(items.label()))
                .with("definitions", new GoldTable(definitions.table()).sql())
                .with("column", Sql.name(items.column()))
                .sql();
    }

    /** The table that it reads. */
    static String table(CustomFields.Definitions definitions, Options options) {
        return options instanceof Options.Rows rows ? rows.table() : definitions.table();
    }
}
