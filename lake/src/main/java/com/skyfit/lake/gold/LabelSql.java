package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.Column.Content.LabelOf;
import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The labels of options as SQL over the column that has their ids. */
final class LabelSql {

    /** Where the definitions of fields are not read, nothing has a label. */
    private static final String NO_OPTIONS =
            "select null::text as scope, null::text as field_code, null::text as option_id, null::text as label where false";

    /** Ids come alone, in an array, in a text separated by commas, or in an object with the label. */
    private static final Template LABELS = Template.of("""
            (select string_agg(coalesce((select min(o.label) from ({options}) o
                        where o.scope = {row}.scope and o.field_code = {code} and o.option_id = e.id), e.id), ', ' order by e.n)
                from (select to_jsonb({ids}) as j offset 0) v
                    cross join lateral jsonb_array_elements(case jsonb_typeof(v.j) when 'array' then v.j
                        when 'string' then to_jsonb(string_to_array(v.j #>> '{}', ',')) else jsonb_build_array(v.j) end) with ordinality i(j, n)
                    cross join lateral (
                        select i.n, btrim(case when jsonb_typeof(i.j) = 'object' then i.j ->> 'id' else i.j #>> '{}' end) as id) e
                where not ops.is_blank(e.id))""");

    private final Table table;
    private final String options;

    private LabelSql(Table table, String options) {
        this.table = table;
        this.options = options;
    }

    /** Of a table, whose definitions may not be there. */
    static LabelSql of(Connection connection, Table table) throws SQLException {
        CustomFields fields = table.customFields();
        boolean shown = table.columns().stream().anyMatch(column -> column.content() instanceof LabelOf);
        if (!shown || fields == null || fields.options() == null) {
            return new LabelSql(table, NO_OPTIONS);
        }
        boolean there = Query.of(connection, "select to_regclass(:table) is not null as there")
                .bind("table", new GoldTable(OptionRows.table(fields.definitions(), fields.options())).sql())
                .one(row -> row.flag("there"));
        return new LabelSql(table, there ? OptionRows.sql(fields.definitions(), fields.options()) : NO_OPTIONS);
    }

    /**
     * The labels, in the order of the ids; the id itself where an option is not known.
     *
     * @param ids the value of the column that has them
     * @param row the name of the row around it, which has a {@code scope}
     */
    String of(LabelOf label, String ids, String row) {
        return LABELS.with("options", options)
                .with("row", row)
                .with("code", code(label, row))
                .with("ids", ids)
                .sql();
    }

    /** A query of the options that a column shows, as {@code o}. */
    String shown(LabelOf label) {
        return Template.of("select o.* from ({options}) o where o.field_code = {code}")
                .with("options", options)
                .with("code", code(label, "o"))
                .sql();
    }

    /** The field whose options the ids are: in which object of the payload its value is, does not matter. */
    private String code(LabelOf label, String row) {
        Content content = table.column(label.column()).content();
        if (content instanceof Content.ByScope byScope) {
            return byScope.scopes().entrySet().stream()
                    .map(scope -> "when " + Sql.literal(scope.getKey()) + " then " + code(scope.getValue()))
                    .collect(Collectors.joining(" ", "case " + row + ".scope ", " end"));
        }
        return code(content);
    }

    private static String code(Content content) {
        return Sql.literal(content.paths().get(0).lastMember());
    }
}
